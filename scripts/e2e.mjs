/**
 * `npm run e2e`: the end-to-end tests in the real window; `npm run e2e -- teach camera` runs the
 * files of those names only. Without a display they run in a virtual one.
 */
import { readdirSync } from 'node:fs';
import { virtualDisplay } from './lib/display.mjs';
import { buildDebugProgram, buildReleaseProgram, root, run, say } from './lib/run.mjs';

const folder = 'tests/e2e';
const chosen = process.argv.slice(2);
const files = readdirSync(`${root}${folder}`)
  .filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => chosen.length === 0 || chosen.some((part) => name.startsWith(part)))
  .map((name) => `${folder}/${name}`);
if (files.length === 0) {
  console.error(`No test file is named ${chosen.join(' or ')}.`);
  process.exit(2);
}

buildDebugProgram();
// What is given to users is what must ask no network for anything.
if (files.some((file) => file.includes('/offline.'))) {
  say('Build the release program');
  buildReleaseProgram();
}
say('End to end, in the real window');
// Always a display of its own: the size of the window must not depend on a window manager.
const display = await virtualDisplay();
process.on('exit', () => display.end());
run('node', ['--test', '--test-reporter=spec', '--test-concurrency=1', '--test-timeout=1200000', ...files], {
  env: { DISPLAY: display.name },
});
display.end();
