/**
 * `npm test`: sets up and runs everything that must pass, the quick things first.
 * A part can be named: `npm test -- e2e`, `npm test -- ui rust`.
 */
import { readdirSync } from 'node:fs';
import { buildPages, root, run, say } from './lib/run.mjs';

const ui = { cwd: `${root}ui` };
const parts = {
  format() {
    say('Formatting');
    run('cargo', ['fmt', '--all', '--check']);
    run('npm', ['run', '--silent', 'format:check'], ui);
  },
  tidy() {
    say('Structure of the project');
    run('node', ['--test', '--test-reporter=spec', ...testsIn('tests/tidy')]);
  },
  ui() {
    say('The window: lints, types, tests');
    run('npm', ['run', '--silent', 'lint'], ui);
    run('npm', ['run', '--silent', 'check'], ui);
    run('npm', ['run', '--silent', 'test'], ui);
  },
  rust() {
    // The app takes the pages in, so there is no building it without them.
    buildPages();
    say('Rust: tests, lints');
    run('cargo', ['test', '--workspace', '--locked', '--no-fail-fast']);
    run('cargo', ['clippy', '--workspace', '--all-targets', '--locked', '--', '-D', 'warnings']);
  },
  e2e() {
    run('node', ['scripts/e2e.mjs']);
  },
};

function testsIn(folder) {
  return readdirSync(`${root}${folder}`)
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => `${folder}/${name}`);
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

run('node', ['scripts/setup.mjs']);
for (const [name, part] of Object.entries(parts)) {
  if (chosen.length === 0 || chosen.includes(name)) part();
}
say('Everything passed');
