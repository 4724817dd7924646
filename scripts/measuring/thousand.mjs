/** Memory of a window with a project of 1,000 photos that nobody touches. */
import { pause } from '../lib/run.mjs';
import { memory } from './figures.mjs';
import { beAtHome, filled } from './filled.mjs';
import { inWindow } from './window.mjs';

const PHOTOS = 1000;
/** After this nothing of the opening goes on. */
const REST = 5000;

export async function* thousand(program) {
  yield* inWindow({ program, home: filled('thousand', PHOTOS) }, async function* (window) {
    await beAtHome(window);
    await window.openProject('Many photos');
    await pause(REST);
    yield memory('memory_1000', window.app.server);
  });
}
