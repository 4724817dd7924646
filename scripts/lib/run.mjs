/** Small parts that the scripts of this folder share: running programs and saying what for. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Prints a heading. */
export function say(text) {
  console.log(`\n── ${text}`);
}

/** Runs a program to its end and stops the script when it fails. */
export function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
    env: { ...process.env, ...options.env },
  });
  if (error || status !== 0) {
    console.error(`\n${program} ${args.join(' ')}: ${error ? error.message : `ended with ${status}`}`);
    process.exit(status || 1);
  }
}

/** What a program prints, or nothing when it is missing or fails. */
export function output(program, args) {
  const { status, stdout } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Starts a program and leaves it running. */
export function begin(program, args, options = {}) {
  return spawn(program, args, { cwd: root, ...options, env: { ...process.env, ...options.env } });
}

/** Waits. */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The debug build of the app, with the window's pages inside. */
export const debugProgram = `${root}target/debug/nunchi${process.platform === 'win32' ? '.exe' : ''}`;

/** The release build of the app, as it is given to users. */
export const releaseProgram = `${root}target/release/nunchi${process.platform === 'win32' ? '.exe' : ''}`;

/** When the newest of these files and folders was last changed; 0 when there is none. */
function newest(paths) {
  const times = paths.map((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
    return Math.max(found.mtimeMs, newest(readdirSync(path).map((name) => join(path, name))));
  });
  return Math.max(0, ...times);
}

/**
 * Builds the window's pages, unless those that are there are newer than their sources: the app
 * around them would be built again too.
 */
export function buildPages(options = {}) {
  const sources = ['src', 'index.html', 'package-lock.json', 'vite.config.ts'].map((name) => `${root}ui/${name}`);
  if (newest([`${root}ui/dist/index.html`]) > newest(sources)) return;
  say('Build the pages of the window');
  run('npm', ['run', '--silent', 'build'], { cwd: `${root}ui`, ...options });
}

/**
 * Builds the window's pages and the debug program around them, with all tests. Cargo gives
 * libraries the features that the chosen packages ask for: with the choice of
 * `cargo test --workspace`, what is built for `npm start` is built for `npm test` too. Otherwise
 * the heaviest libraries would be built twice, which takes far longer than the tests.
 */
export function buildDebugProgram() {
  buildPages();
  say('Build the app (the first time takes some minutes)');
  run('cargo', ['build', '--locked', '--workspace', '--all-targets']);
}

/**
 * Builds the window's pages and the release program around them, as `tauri build` does, but for
 * pages that are as they should be; with `nunchi-bench` if wanted: chosen together, they share their
 * libraries. What is said goes to stderr.
 */
export function buildReleaseProgram({ bench = false } = {}) {
  const stdio = ['ignore', 2, 2];
  buildPages({ stdio });
  const packages = bench ? ['nunchi', 'nunchi-bench'] : ['nunchi'];
  const chosen = packages.flatMap((name) => ['--package', name]);
  run('cargo', ['build', '--locked', '--release', '--bins', ...chosen, '--features', 'tauri/custom-protocol'], { stdio });
}
