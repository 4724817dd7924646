/**
 * The live test: how many answers a second, and how long from a frame of the camera to its bars.
 * The camera is a canvas in the page that shows the example's pictures moving, thirty a second;
 * drawing and capturing it costs the page time that a real camera does not.
 */
import { readFileSync } from 'node:fs';
import { drawnTests } from '../../tests/e2e/lib/place.mjs';
import { pause } from '../lib/run.mjs';
import { memory, times } from './figures.mjs';
import { inWindow } from './window.mjs';

const WARM_UP = 4000;
const SECONDS = 20;

export const live = (program) =>
  inWindow({ program }, async function* (window) {
    await window.openExample();
    await window.train();
    const pictures = drawnTests().map(({ path }) => `data:image/jpeg;base64,${readFileSync(path, 'base64')}`);
    await window.app.runAsync(putCameraInPlace, pictures);
    await window.app.run(watch, window.say('test:confidence'));
    await window.testLive();
    await window.app.eventually('bars', async () => (await window.bars()).length > 0);
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

/** Replaces the cameras of the page by one that shows moving pictures, thirty a second. */
async function putCameraInPlace(addresses) {
  const pictures = await Promise.all(
    addresses.map(async (address) => {
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      return picture;
    }),
  );
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const show = (number, seconds) => {
    const side = 480 * (1.3 + 0.3 * Math.sin(seconds * 2.2));
    context.drawImage(pictures[number % pictures.length], 320 - side / 2 + 40 * Math.sin(seconds * 3.1), 240 - side / 2, side, side);
  };
  /** Each picture turns into the next one, so that no two frames have the same answer. */
  const draw = () => {
    const seconds = performance.now() / 1000;
    context.globalAlpha = 1;
    show(Math.floor(seconds), seconds);
    context.globalAlpha = seconds % 1;
    show(Math.floor(seconds) + 1, seconds);
  };
  draw();
  setInterval(draw, 1000 / 30);
  const stream = canvas.captureStream(30);
  const cameras = Object.assign(new EventTarget(), {
    getUserMedia: () => Promise.resolve(stream.clone()),
    enumerateDevices: () => Promise.resolve([{ kind: 'videoinput', deviceId: 'drawn', label: 'Drawn' }]),
  });
  Object.defineProperty(navigator, 'mediaDevices', { value: cameras, configurable: true });
}

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
