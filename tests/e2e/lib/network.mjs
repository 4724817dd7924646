/**
 * Watches what a program and its children ask the system's network for, by strace, and cuts a
 * test off from every network.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A program that runs `program` and notes every network call of it and of its children.
 * `calls()` gives the lines noted so far, each `name(arguments) = answer`.
 */
export function watched(program) {
  const folder = mkdtempSync(join(tmpdir(), 'nunchi-network-'));
  const wrapper = join(folder, 'watched');
  writeFileSync(wrapper, `#!/bin/sh\nexec strace -f --seccomp-bpf -qq -e trace=network -o '${folder}/calls' -- '${program}' "$@"\n`);
  chmodSync(wrapper, 0o755);
  return {
    program: wrapper,
    folder,
    calls: () =>
      readdirSync(folder)
        .filter((name) => name.startsWith('calls'))
        .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
        .map((line) => line.replace(/^\d+ +/, ''))
        .filter((line) => line !== ''),
  };
}

/**
 * The calls that open an internet socket or name an internet address to speak to. (Asking the
 * system over AF_NETLINK what interfaces it has is not among them.)
 */
export const internetCalls = (calls) => calls.filter((line) => /^socket\(AF_INET6?\b|sa_family=AF_INET6?\b/.test(line));

/** Runs this test file once more, in a network of its own in which there is nothing but itself. */
export function runCutOff(file, env) {
  const asRoot = process.getuid() === 0 ? [] : ['--map-root-user'];
  const inside = 'ip link set lo up && exec "$0" --test --test-reporter=spec "$1"';
  return spawnSync('unshare', ['--net', ...asRoot, 'sh', '-c', inside, process.execPath, file], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
    encoding: 'utf8',
  });
}
