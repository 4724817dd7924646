/** `npm start`: sets up, builds and opens the app. */
import { mkdirSync, statSync, rmSync } from 'node:fs';
import { hasDisplay, virtualDisplay } from './lib/display.mjs';
import { begin, buildDebugProgram, debugProgram, output, pause, root, run, say } from './lib/run.mjs';

/** A picture of an empty screen or window is far smaller than this. */
const DRAWN_BYTES = 40_000;

run('node', ['scripts/setup.mjs']);
buildDebugProgram();

if (hasDisplay()) {
  say('Open the window');
  run(debugProgram, [], { shell: false });
} else {
  await openInVirtualDisplay();
}

/** Opens the window where there is no screen, takes a picture of it, and closes it again. */
async function openInVirtualDisplay() {
  say('There is no display: open the window in a virtual one');
  const display = await virtualDisplay('1280x800x24');
  const env = { DISPLAY: display.name };
  const app = begin(debugProgram, [], { stdio: 'inherit', env });
  try {
    const picture = `${root}screenshots/start.png`;
    mkdirSync(`${root}screenshots`, { recursive: true });
    for (let tries = 0; tries < 60; tries++) {
      await pause(500);
      if (app.exitCode !== null) throw new Error(`the app ended with ${app.exitCode}`);
      rmSync(picture, { force: true });
      process.env.DISPLAY = display.name;
      output('scrot', ['--overwrite', picture]);
      if (statSync(picture, { throwIfNoEntry: false })?.size > DRAWN_BYTES) {
        await pause(1000);
        output('scrot', ['--overwrite', picture]);
        console.log(`The window is up. A picture of it: ${picture}`);
        return;
      }
    }
    throw new Error('the window stayed empty for 30 seconds');
  } finally {
    app.kill();
    display.end();
  }
}
