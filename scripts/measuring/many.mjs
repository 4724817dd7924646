/**
 * A project of 10,000 photos: from the click on its card to the photos in sight, scrolling through
 * a class, taking back the deletion of all of its photos, and memory.
 */
import { rmSync } from 'node:fs';
import { pause } from '../lib/run.mjs';
import { memory, times } from './figures.mjs';
import { beAtHome, filled, filledCopy } from './filled.mjs';
import { inWindow } from './window.mjs';

const PHOTOS = 10_000;
/** What `nunchi-bench fill` makes of so many. */
const CLASSES = 10;
const OPENINGS = 5;
const DELETIONS = 5;

export async function* many(program) {
  yield* inWindow({ program, home: filled('many', PHOTOS) }, async function* (window) {
    await beAtHome(window);
    const found = [];
    for (let number = 0; number < OPENINGS; number++) {
      const card = await window.app.find('button', /Many photos/);
      found.push(await window.app.runAsync(clickUntilDrawn, card));
      await pause(1000);
      if (number === OPENINGS - 1) break;
      await window.goHome();
    }
    // The first time the file is checked, and nothing of it has been read.
    yield times('open_10000_first', found.slice(0, 1), { photos: PHOTOS });
    yield times('open_10000', found.slice(1), { photos: PHOTOS });
    yield memory('memory_10000', window.app.server);
    const frames = await window.app.runAsync(scroll);
    yield times('scroll_10000_frame', frames);
    yield memory('memory_10000_scrolled', window.app.server);
    await window.goHome();
  });
  yield* undoing(program);
}

/** Deletes every photo of a class and takes it back, again and again. */
async function* undoing(program) {
  const home = filledCopy('many', PHOTOS);
  yield* inWindow({ program, home }, async function* (window) {
    await beAtHome(window);
    await window.app.runAsync(clickUntilDrawn, await window.app.find('button', /Many photos/));
    const found = [];
    for (let number = 0; number < DELETIONS; number++) {
      await window.deleteAllPhotos();
      await pause(1000);
      found.push(await window.app.runAsync(clickUntilDrawn, await window.undoButton('delete_photos')));
    }
    yield times('undo_1000_photos', found, { photos: PHOTOS / CLASSES });
    await window.goHome();
  });
  rmSync(home, { recursive: true, force: true });
}

/* The functions below run in the page. */

/** Clicks and gives the milliseconds until every photo in sight of the open class is drawn. */
async function clickUntilDrawn(button) {
  const began = performance.now();
  button.click();
  const drawn = () => {
    const photos = [...document.querySelectorAll('section.data [data-photo] img')];
    return photos.length > 0 && photos.every((photo) => photo.complete && photo.naturalWidth > 0);
  };
  const frame = () => new Promise(requestAnimationFrame);
  while (!drawn()) await frame();
  // What this frame has changed is on the screen when the next one begins.
  await frame();
  return performance.now() - began;
}

/** Scrolls through the open class and gives the milliseconds from frame to frame. */
async function scroll() {
  const box = document.querySelector('section.data [data-photo]').closest('.box');
  const step = (box.scrollHeight - box.clientHeight) / 240;
  const frames = [];
  let last = await new Promise(requestAnimationFrame);
  for (let count = 0; count < 240; count++) {
    box.scrollTop += step;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}
