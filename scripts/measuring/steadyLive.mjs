/**
 * Ten minutes of the live test in the window: memory, threads and open files of all its processes
 * at the start and at the end. Made by name only: `npm run measure -- steady_live`.
 */
import { pause } from '../lib/run.mjs';
import { beLive } from './camera.mjs';
import { held, memory } from './figures.mjs';
import { inWindow } from './window.mjs';

const MINUTES = 10;
/** What the web view sets up in its first moments is not growth. */
const WARM_UP = 60_000;
const EVERY = 10_000;

export const steadyLive = (program) =>
  inWindow({ program }, async function* (window) {
    await beLive(window);
    await pause(WARM_UP);
    const samples = [];
    for (const end = Date.now() + MINUTES * 60_000; Date.now() < end; await pause(EVERY)) {
      samples.push({ ...memory('', window.app.server), ...held(window.app.server) });
    }
    const quarter = Math.floor(samples.length / 4);
    for (const key of ['mb', 'core_mb', 'threads', 'open_files']) {
      const values = samples.map((sample) => sample[key]);
      const [first, last] = [middle(values.slice(0, quarter)), middle(values.slice(-quarter))];
      yield { what: `steady_live_${key}`, first_quarter: first, last_quarter: last, most: Math.max(...values), minutes: MINUTES };
    }
  });

const middle = (values) => values.sort((one, other) => one - other)[values.length >> 1];
