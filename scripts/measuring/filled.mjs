/** Projects of very many photos: made once by `nunchi-bench fill`, and kept beside the build. */
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { buildReleaseProgram, root, run } from '../lib/run.mjs';

/** Waits for the home screen. A run that was broken off has left the project open, and the app comes back to it. */
export async function beAtHome(window) {
  const isHome = async () => (await window.app.all('button', /Many photos/)).length > 0;
  await window.app.eventually('a start', async () => (await isHome()) || (await window.isInProject()));
  if (!(await isHome())) await window.goHome();
}

/** The data folder of this name, with a project of so many photos. */
export function filled(name, photos) {
  const home = `${root}target/measure/${name}`;
  if (!existsSync(`${home}/filled`)) fill(home, photos);
  return home;
}

/** The same, to be changed: the one that is kept stays as it is. */
export function filledCopy(name, photos) {
  const home = `${root}target/measure/${name}-copy`;
  rmSync(home, { recursive: true, force: true });
  cpSync(filled(name, photos), home, { recursive: true });
  return home;
}

function fill(home, photos) {
  rmSync(home, { recursive: true, force: true });
  buildReleaseProgram({ bench: true });
  run(`${root}target/release/nunchi-bench`, ['fill', home, '--photos', String(photos)], { stdio: ['ignore', 2, 2] });
  writeFileSync(`${home}/filled`, '');
}
