/**
 * From starting the program to a usable window: the home screen of a first start, drawn as it
 * stays. The program is started by itself, without a driver. The pixels are read from the memory
 * of the virtual display, so that looking neither waits for anything nor costs the app much. The
 * program's files are in the memory of the system already.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { virtualDisplay } from '../lib/display.mjs';
import { begin, pause } from '../lib/run.mjs';
import { times } from './figures.mjs';

const STARTS = 11;
/** Longest wait for a window, and how long nothing moves before it counts as drawn. */
const PATIENCE = 20_000;
const STILL = 2000;
const LOOK_EVERY = 5;
/** Share of the pixels that must be as they stay. */
const SAME = 0.99;
/** An empty screen or window has far fewer colours than a drawn one. */
const DRAWN_COLOURS = 100;

export async function* coldStart(program) {
  const folder = mkdtempSync(join(tmpdir(), 'nunchi-screen-'));
  const display = await virtualDisplay('1280x800x24', ['-fbdir', folder]);
  const screen = openSync(join(folder, 'Xvfb_screen0'), 'r');
  try {
    const settled = await start(program, display, async () => settle(screen));
    const found = [];
    for (let number = 0; number < STARTS; number++) {
      found.push(await start(program, display, (began) => untilSame(screen, settled, began)));
    }
    yield times('cold_start', found);
  } finally {
    closeSync(screen);
    display.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the program with an empty data folder, looks, and ends it. */
async function start(program, display, look) {
  const home = mkdtempSync(join(tmpdir(), 'nunchi-measure-'));
  const began = performance.now();
  const app = begin(program, [], { stdio: 'ignore', env: { DISPLAY: display.name, NUNCHI_HOME: home, LANG: 'en_US.UTF-8' } });
  try {
    return await look(began);
  } finally {
    const ended = new Promise((done) => app.once('exit', done));
    app.kill();
    await ended;
    await pause(500);
    rmSync(home, { recursive: true, force: true });
  }
}

/** The pixels of the screen. The file is a head, a table of colours, and the pixels. */
function pixels(screen) {
  const head = Buffer.alloc(100);
  readSync(screen, head, 0, head.length, 0);
  const field = (number) => head.readUInt32BE(4 * number);
  const [size, height, bytesOfLine, colours] = [field(0), field(5), field(12), field(19)];
  const found = new Uint32Array((height * bytesOfLine) / 4);
  readSync(screen, found, 0, found.byteLength, size + 12 * colours);
  return found;
}

function share(one, other) {
  let same = 0;
  for (let at = 0; at < one.length; at++) if (one[at] === other[at]) same++;
  return same / one.length;
}

/** Waits until something is drawn and stays. */
async function settle(screen) {
  let [last, since] = [pixels(screen), performance.now()];
  for (const began = since; performance.now() - began < PATIENCE; await pause(100)) {
    const now = pixels(screen);
    if (share(now, last) < 1) [last, since] = [now, performance.now()];
    else if (performance.now() - since > STILL && new Set(now).size > DRAWN_COLOURS) return now;
  }
  throw new Error('the window never came to rest');
}

async function untilSame(screen, settled, began) {
  for (; performance.now() - began < PATIENCE; await pause(LOOK_EVERY)) {
    if (share(pixels(screen), settled) >= SAME) return performance.now() - began;
  }
  throw new Error(`the window was never drawn: ${share(pixels(screen), settled)} of it is as it stays`);
}
