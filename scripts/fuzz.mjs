/**
 * `npm run fuzz -- <target> <runs>`: lets a fuzzer guided by coverage loose on one target of
 * fuzz/, with the stable compiler. Seeds: pictures of at most 20 kB of the torture set, where it
 * lies beside the project, and what the target's own maker draws. Prints one JSON object; a crash
 * is left in target/fuzz/crashes and ends the script with 1. Linux only.
 *
 * An execution that takes over 60 s, on a machine that may be busy with other work, or over 512 MB
 * counts as a crash; the slowest is in the figures.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { output, root, run } from './lib/run.mjs';

const folder = `${root}fuzz`;
const work = `${root}target/fuzz`;
const SECONDS = 60;
const MEGABYTES = 512;
/** With which libFuzzer ends when it is interrupted. */
const INTERRUPTED = 72;
const LARGEST_SEED = 20_000;
const torture = `${root}../shared/data/torture`;

/** What `cargo fuzz` passes too, but for the sanitizer, which needs another compiler. */
const FLAGS = [
  '--cfg=fuzzing',
  '-Cpasses=sancov-module',
  '-Cllvm-args=-sanitizer-coverage-level=4',
  '-Cllvm-args=-sanitizer-coverage-inline-8bit-counters',
  '-Cllvm-args=-sanitizer-coverage-pc-table',
  '-Cllvm-args=-sanitizer-coverage-trace-compares',
  '-Ccodegen-units=1',
];

/** Which files of the torture set a target starts with. */
const PICTURES = { decode_image: /./, jpeg_walk: /\.jpe?g$/i, exif: /\.jpe?g$/i };

const targets = [...readFileSync(`${folder}/Cargo.toml`, 'utf8').matchAll(/path = "targets\/(\w+)\.rs"/g)].map((found) => found[1]);
const [target, runs] = process.argv.slice(2);
if (!targets.includes(target) || !/^\d+$/.test(runs ?? '')) {
  console.error(`npm run fuzz -- <target> <runs>. There are: ${targets.join(', ')}.`);
  process.exit(2);
}

const host = /^host: (.*)$/m.exec(output('rustc', ['-vV']))[1];
const built = `${work}/build`;
run('cargo', ['build', '--locked', '--target', host, '--bin', target], {
  cwd: folder,
  stdio: ['ignore', 2, 2],
  env: { CARGO_TARGET_DIR: built, RUSTFLAGS: FLAGS.join(' ') },
});

const place = (kind) => {
  const path = `${work}/${kind}/${target}`;
  mkdirSync(path, { recursive: true });
  return path;
};
const [seeds, corpus, crashes] = ['seeds', 'corpus', 'crashes'].map(place);

function takeSeeds() {
  const wanted = PICTURES[target];
  if (!wanted || !existsSync(torture)) return;
  const files = readdirSync(torture, { recursive: true }).map((name) => join(torture, name));
  files
    .filter((path) => wanted.test(path) && statSync(path).isFile() && statSync(path).size <= LARGEST_SEED)
    .forEach((path, number) => copyFileSync(path, join(seeds, String(number))));
}

takeSeeds();
const start = Date.now();
const { pid, status, stderr } = spawnSync(
  `${built}/${host}/debug/${target}`,
  [
    corpus,
    seeds,
    `-runs=${runs}`,
    `-max_len=${LARGEST_SEED}`,
    `-timeout=${SECONDS}`,
    `-rss_limit_mb=${MEGABYTES}`,
    `-artifact_prefix=${crashes}/`,
    '-print_final_stats=1',
    '-verbosity=1',
  ],
  {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 30,
    env: { ...process.env, NUNCHI_FUZZ_SEEDS: seeds },
  },
);
// Its own only: other targets may run.
rmSync(`/dev/shm/nunchi-fuzz/${pid}`, { recursive: true, force: true });
const stat = (name) => Number(new RegExp(`stat::${name}: +(\\d+)`).exec(stderr)?.[1]);
const edges = [...stderr.matchAll(/cov: (\d+)/g)].at(-1)?.[1];
const crashed = status !== 0 && status !== INTERRUPTED;
const figure = {
  what: 'fuzz',
  target,
  runs: stat('number_of_executed_units'),
  seconds: Math.round((Date.now() - start) / 1000),
  edges: Number(edges),
  slowest_s: stat('slowest_unit_time_sec'),
  peak_mb: stat('peak_rss_mb'),
  crashed,
};
console.log(JSON.stringify(figure));
if (crashed) {
  console.error(stderr.split('\n').slice(-60).join('\n'));
  process.exit(1);
}
