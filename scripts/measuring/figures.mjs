/** Figures as `nunchi-bench` prints them, and the memory of a program with all that it started. */
import { readdirSync, readFileSync } from 'node:fs';

/** Median and 95th percentile of at least one time in milliseconds. */
export function times(what, milliseconds, more = {}) {
  const sorted = [...milliseconds].sort((one, other) => one - other);
  const at = (share) => Number(sorted[Math.round((sorted.length - 1) * share)].toFixed(1));
  return { what, median_ms: at(0.5), p95_ms: at(0.95), n: sorted.length, ...more };
}

/** Names and numbers of the processes that `parent` started, and of those that they started. */
function descendants(parent) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [, name, rest] = /\((.*)\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
        return [{ pid: Number(pid), name, parent: Number(rest.split(' ')[1]) }];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
  const of = (pid) => all.filter((one) => one.parent === pid).flatMap((one) => [one, ...of(one.pid)]);
  return of(parent);
}

/** Threads and open files of the app that a driver started, with all that it started. */
export function held(driver) {
  const count = (pid, folder) => readdirSync(`/proc/${pid}/${folder}`).length;
  const all = descendants(driver.pid);
  const sum = (folder) => all.reduce((total, { pid }) => total + count(pid, folder), 0);
  return { threads: sum('task'), open_files: sum('fd') };
}

/**
 * Memory of the app that a driver started, in MB: what its processes hold alone and their share
 * of what they hold together. `core` is the program itself, the rest belongs to the web view.
 */
export function memory(what, driver) {
  const parts = descendants(driver.pid).map(({ pid, name }) => {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return { name, mb: Number(/^Pss: +(\d+)/m.exec(rollup)[1]) / 1000 };
  });
  const sum = (some) => Math.round(some.reduce((total, one) => total + one.mb, 0));
  return { what, mb: sum(parts), core_mb: sum(parts.filter((one) => one.name === 'nunchi')) };
}
