/** Memory of a window that nobody touches: the example, trained. */
import { pause } from '../lib/run.mjs';
import { memory } from './figures.mjs';
import { inWindow } from './window.mjs';

/** After this nothing of the work before it goes on. */
const REST = 5000;

export const rest = (program) =>
  inWindow({ program }, async function* (window) {
    await window.openExample();
    await window.train();
    await pause(REST);
    yield memory('memory_rest', window.app.server);
  });
