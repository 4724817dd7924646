/**
 * A running program that watches the camera: answers a second, ticks of the stage a second, and
 * how many of them are painted. One object turns and says what the model sees at every tick.
 */
import { Code } from '../../tests/e2e/lib/code.mjs';
import { block, number, programOf, say, whenStarted } from '../../tests/e2e/lib/programs.mjs';
import { pause } from '../lib/run.mjs';
import { giveCamera } from './camera.mjs';
import { memory, times } from './figures.mjs';
import { inWindow } from './window.mjs';

const WARM_UP = 4000;
const SECONDS = 20;

const forever = (first) => block('forever', { slots: { DO: first } });
const watching = whenStarted(block('ai_video', { fields: { MODE: 'start' } }, forever(say(block('ai_result')))));
const turning = whenStarted(forever(block('turn', { slots: { DEGREES: number(3) } })));

export const codeLive = (program) =>
  inWindow({ program }, async function* (window) {
    await window.app.resize(1280, 800);
    await window.openExample();
    await window.train();
    await giveCamera(window.app);
    const code = new Code(window);
    await code.put(programOf(watching, turning));
    await code.open();
    await window.app.run(watch);
    await code.start();
    await window.app.eventually('an answer', () => window.app.run(() => globalThis.found.answers.length > 0));
    await pause(WARM_UP);
    await window.app.run(begin);
    // Here, not in the page: a script that the driver waits for keeps the page busy.
    await pause(SECONDS * 1000);
    const { answers, frames, from, to } = await window.app.run(seen);
    const rate = (all) => Number(((all.length * 1000) / (to - from)).toFixed(1));
    yield { what: 'code_live', answers_per_s: rate(answers), frames_per_s: rate(frames) };
    yield times('code_live_frame', frames.slice(1).map((frame, index) => frame - frames[index]));
    yield times('code_live_call', answers.map(({ called, answered }) => answered - called));
    yield memory('memory_code_live', window.app.server);
  });

/* The functions below run in the page. */

/** Notes every answer of the model and every frame that the page is drawn for. */
function watch() {
  const found = (globalThis.found = { answers: [], frames: [], from: 0 });
  const { fetch } = globalThis;
  globalThis.fetch = async (...request) => {
    const called = performance.now();
    const answer = await fetch(...request);
    if (String(request[0]).includes('recognise_frame')) {
      found.answers.push({ called, answered: performance.now() });
    }
    return answer;
  };
  const next = (now) => {
    found.frames.push(now);
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

/** Forgets what was noted so far. */
function begin() {
  const { found } = globalThis;
  found.answers.length = 0;
  found.frames.length = 0;
  found.from = performance.now();
}

/** What is noted since then. */
function seen() {
  const { answers, frames, from } = globalThis.found;
  return { answers, frames, from, to: performance.now() };
}
