/**
 * Watches what a program and its children ask the system's network for, by strace, and cuts a
 * test off from every network.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A program that runs `program` and notes every network call of it and of its children, and every
 * file they open. It may be started more than once. `calls()` gives the lines noted so far, each
 * `name(arguments) = answer`.
 */
export function watched(program) {
  const folder = mkdtempSync(join(tmpdir(), 'nunchi-network-'));
  const wrapper = join(folder, 'watched');
  writeFileSync(wrapper, `#!/bin/sh\nexec strace -f --seccomp-bpf -qq -e trace=network,openat -o "${folder}/calls.$$" -- '${program}' "$@"\n`);
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

/**
 * The internet calls of an app that a driver holds, without those of the driver: it speaks to the
 * web view by a socket of this machine, and nothing else may.
 */
export const foreignCalls = (calls) =>
  internetCalls(calls).filter((line) => !/sin_addr=inet_addr\("127\.0\.0\.1"\)|^socket\(AF_INET, SOCK_STREAM/.test(line));

/**
 * The calls that ask for the address of a name: by the list of servers that answer such questions,
 * or by a service of the system that does.
 */
export const lookUps = (calls) => calls.filter((line) => /"\/etc\/resolv\.conf"|systemd\.Resolve|avahi|:53\b|htons\(53\)/.test(line));

/** Runs this test file once more, in a network of its own in which there is nothing but itself. */
export function runCutOff(file, env) {
  const asRoot = process.getuid() === 0 ? [] : ['--map-root-user'];
  const inside = 'ip link set lo up && exec "$0" --test --test-reporter=spec "$1"';
  return spawnSync('unshare', ['--net', ...asRoot, 'sh', '-c', inside, process.execPath, file], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
    encoding: 'utf8',
  });
}
