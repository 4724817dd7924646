/**
 * The live test: how many answers a second, and how long from a frame of the camera to its bars.
 */
import { pause } from '../lib/run.mjs';
import { beLive } from './camera.mjs';
import { memory, times } from './figures.mjs';
import { inWindow } from './window.mjs';

const WARM_UP = 4000;
const SECONDS = 20;

export const live = (program) =>
  inWindow({ program }, async function* (window) {
    await beLive(window, () => window.app.run(watch, window.say('test:confidence')));
    await pause(WARM_UP);
    await window.app.run(begin);
    // Here, not in the page: a script that the driver waits for keeps the page busy.
    await pause(SECONDS * 1000);
    const found = await window.app.run(seen);
    const rate = (count) => Number((count / SECONDS).toFixed(1));
    const shown = found.filter((one) => one.bars !== undefined);
    const between = (start, end) => shown.map((one) => one[end] - one[start]);
    yield {
      what: 'live',
      answers_per_s: rate(found.length),
      // Bars whose whole percents are those of the answer before are not drawn again.
      bars_per_s: rate(shown.length),
    };
    yield times('live_frame_to_bars', between('taken', 'bars'));
    yield times('live_frame_to_call', between('taken', 'called'));
    yield times('live_call', between('called', 'answered'));
    yield times('live_answer_to_bars', between('answered', 'bars'));
    yield times('live_bars_to_paint', between('bars', 'painted'));
    yield memory('memory_live', window.app.server);
  });

/* The functions below run in the page. */

/** Notes when each frame is taken, sent and answered, and when it changes the bars. */
function watch(label) {
  const found = (globalThis.found = []);
  let taken = 0;
  const { prototype } = CanvasRenderingContext2D;
  const { drawImage } = prototype;
  prototype.drawImage = function (source, ...where) {
    if (source instanceof HTMLVideoElement) taken = performance.now();
    drawImage.call(this, source, ...where);
  };
  const { fetch } = globalThis;
  globalThis.fetch = async (...request) => {
    const of = { taken, called: performance.now() };
    const answer = await fetch(...request);
    if (String(request[0]).includes('recognise_frame')) {
      found.push({ ...of, answered: performance.now() });
    }
    return answer;
  };
  new MutationObserver((changes) => {
    const bars = document.querySelector(`ul[aria-label="${label}"]`);
    if (!changes.some(({ target }) => bars?.contains(target))) return;
    const answer = found.at(-1);
    if (!answer || answer.bars) return;
    answer.bars = performance.now();
    // A message comes after the frame in which the bars are painted.
    requestAnimationFrame(() => setTimeout(() => (answer.painted = performance.now())));
  }).observe(document.querySelector('section.result'), { subtree: true, childList: true, characterData: true, attributes: true });
}

/** Forgets what was noted so far. */
const begin = () => void (globalThis.found.length = 0);

/** What is noted since then, as far as it is on the screen. */
const seen = () => globalThis.found.filter((one) => one.painted || !one.bars);
