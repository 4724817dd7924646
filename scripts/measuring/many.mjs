/**
 * A project of 10,000 photos: from the click on its card to the photos in sight, scrolling through
 * a class, and memory. The project is made once by `nunchi-bench fill` and kept beside the build.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { pause, root, run } from '../lib/run.mjs';
import { memory, times } from './figures.mjs';
import { inWindow } from './window.mjs';

const PHOTOS = 10_000;
const OPENINGS = 5;
const home = `${root}target/measure/many`;

export async function* many(program) {
  if (!existsSync(`${home}/filled`)) fill();
  yield* inWindow({ program, home }, async function* (window) {
    await beAtHome(window);
    const found = [];
    for (let number = 0; number < OPENINGS; number++) {
      const card = await window.app.find('button', /Many photos/);
      found.push(await window.app.runAsync(open, card));
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
}

/** A run that was broken off has left the project open, and the app comes back to it. */
async function beAtHome(window) {
  const isHome = async () => (await window.app.all('button', /Many photos/)).length > 0;
  await window.app.eventually('a start', async () => (await isHome()) || (await window.isInProject()));
  if (!(await isHome())) await window.goHome();
}

function fill() {
  rmSync(home, { recursive: true, force: true });
  // Chosen together with the app, its libraries are those that are built already.
  const both = ['--package', 'nunchi', '--package', 'nunchi-bench', '--features', 'tauri/custom-protocol'];
  run('cargo', ['build', '--release', '--locked', '--bins', ...both], { stdio: ['ignore', 2, 2] });
  run(`${root}target/release/nunchi-bench`, ['fill', home, '--photos', String(PHOTOS)], { stdio: ['ignore', 2, 2] });
  writeFileSync(`${home}/filled`, '');
}

/* The functions below run in the page. */

/** Clicks and gives the milliseconds until every photo in sight of the open class is drawn. */
async function open(card) {
  const began = performance.now();
  card.click();
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
