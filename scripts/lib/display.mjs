/** A virtual display for Linux machines that have none. */
import { begin, pause } from './run.mjs';

/** Whether windows can be shown without further ado. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Starts a virtual display and gives its name and a way to end it; `more` are further options of
 * Xvfb. The server picks a free number itself and tells it on the third pipe.
 */
export async function virtualDisplay(size = '1920x1280x24', more = []) {
  const server = begin('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', ...more], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let number = '';
  server.stdio[3].on('data', (chunk) => (number += chunk));
  for (let waited = 0; !number.includes('\n'); waited += 50) {
    if (waited > 10_000 || server.exitCode !== null) throw new Error('Xvfb did not start');
    await pause(50);
  }
  return { name: `:${number.trim()}`, end: () => server.kill() };
}
