/**
 * Everything works in a network in which there is nothing, and the app asks for none: strace sees
 * every network call of the app and of the web view's processes.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newHome } from './lib/app.mjs';
import { internetCalls, runCutOff, watched } from './lib/network.mjs';
import { drawn, drawnTests, openWindow } from './lib/place.mjs';
import { debugProgram, pause } from '../../scripts/lib/run.mjs';

const cutOff = process.env.NUNCHI_TEST_CUT_OFF !== undefined;

test('the way from photos to a tested model needs no network', { skip: cutOff }, () => {
  const { status, stdout } = runCutOff(fileURLToPath(import.meta.url), { NUNCHI_TEST_CUT_OFF: '1' });
  assert.equal(status, 0, stdout);
});

test('a model is taught and tested where there is no network', { skip: !cutOff }, async () => {
  const watch = watched(debugProgram);
  const window = await openWindow({ program: watch.program });
  try {
    await window.newProjectWith('Hands', ['Scissors', 'Rock']);
    await window.fill('Scissors', drawn('scissors', 5));
    await window.fill('Rock', drawn('rock', 5));
    await window.train();
    const { path } = drawnTests().find(({ shows }) => shows === 'rock');
    await window.testWith(path);
    await window.waitForWinner('Rock');
  } finally {
    await window.app.discard();
  }
  // The driver itself speaks to the web view by a socket of this machine, and nothing else may.
  const inspector = (line) => /sin_addr=inet_addr\("127\.0\.0\.1"\)/.test(line) || /^socket\(AF_INET, SOCK_STREAM/.test(line);
  const strange = internetCalls(watch.calls()).filter((line) => !inspector(line));
  assert.deepEqual(strange, []);
  assert.ok(watch.calls().some((line) => line.startsWith('socket(AF_UNIX')), 'strace sees the calls of the app');
});

test('without a driver the app opens no internet socket at all', { skip: cutOff }, async () => {
  const watch = watched(debugProgram);
  const home = newHome();
  const app = spawn(watch.program, [], { env: { ...process.env, NUNCHI_HOME: home }, stdio: 'ignore', detached: true });
  try {
    await pause(6000);
    assert.equal(app.exitCode, null, 'the app is running');
  } finally {
    process.kill(-app.pid, 'SIGKILL');
  }
  const calls = watch.calls();
  assert.ok(calls.some((line) => line.startsWith('socket(AF_UNIX')), 'strace sees the calls of the app');
  assert.deepEqual(internetCalls(calls), []);
  await pause(200);
  rmSync(home, { recursive: true, force: true });
});
