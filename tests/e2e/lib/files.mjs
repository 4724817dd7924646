/** Files of the app on the disk, looked at and damaged from outside. */
import { closeSync, existsSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the files of a folder of the app's data. */
export const filesIn = (home, folder) => {
  const path = join(home, folder);
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.nunchi')).map((name) => join(path, name)) : [];
};

/** Every file below a folder. */
export function everyFile(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath ?? one.path, one.name));
}

/** Makes some of the photos of a project unreadable, and no more of it than that. */
export function damage(path) {
  const size = statSync(path).size;
  const file = openSync(path, 'r+');
  const noise = Buffer.alloc(8192, 0xa5);
  for (const share of [0.55, 0.7, 0.85]) writeSync(file, noise, 0, noise.length, Math.floor((size * share) / 4096) * 4096);
  closeSync(file);
  for (const beside of [`${path}-wal`, `${path}-shm`]) rmSync(beside, { force: true });
}
