/** A camera for a machine without one; drawing and capturing it costs the page time that a real one does not. */
import { readFileSync } from 'node:fs';
import { drawnTests } from '../../tests/e2e/lib/place.mjs';

/** Gives the page a camera that shows the example's pictures moving, thirty a second. */
export const giveCamera = (app) =>
  app.runAsync(
    putCameraInPlace,
    drawnTests().map(({ path }) => `data:image/jpeg;base64,${readFileSync(path, 'base64')}`),
  );

/** Goes to the live test of the trained example, with that camera; `before` is made just before it. */
export async function beLive(window, before = () => {}) {
  await window.openExample();
  await window.train();
  await giveCamera(window.app);
  await before();
  await window.testLive();
  await window.app.eventually('bars', async () => (await window.bars()).length > 0);
}

/* The function below runs in the page. */

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
