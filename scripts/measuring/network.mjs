/**
 * What the app asks the network for on the whole way of a user, and by itself: strace sees every
 * call. This machine's network stays as it is, so that a call would find its way.
 */
import { goTheMainPath } from '../../tests/e2e/lib/mainPath.mjs';
import { foreignCalls, lookUps, watched } from '../../tests/e2e/lib/network.mjs';
import { virtualDisplay } from '../lib/display.mjs';

export async function* network(program) {
  const display = await virtualDisplay('1280x800x24');
  process.env.DISPLAY = display.name;
  const watch = watched(program);
  try {
    await goTheMainPath(watch.program);
  } finally {
    display.end();
  }
  const calls = watch.calls();
  yield { what: 'network', calls: calls.length, connections: foreignCalls(calls).length, look_ups: lookUps(calls).length };
}
