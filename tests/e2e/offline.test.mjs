/**
 * Everything works in a network in which there is nothing, and the app asks for none: strace sees
 * every network call of the release program and of the web view's processes.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newHome } from './lib/app.mjs';
import { goTheMainPath } from './lib/mainPath.mjs';
import { foreignCalls, internetCalls, lookUps, runCutOff, watched } from './lib/network.mjs';
import { pause, releaseProgram } from '../../scripts/lib/run.mjs';

const cutOff = process.env.NUNCHI_TEST_CUT_OFF !== undefined;

test('the way from photos to a tested model and a program that asks it needs no network', { skip: cutOff }, () => {
  const { status, stdout } = runCutOff(fileURLToPath(import.meta.url), { NUNCHI_TEST_CUT_OFF: '1' });
  assert.equal(status, 0, stdout);
});

test('the main path is gone where there is no network', { skip: !cutOff }, async () => {
  const watch = watched(releaseProgram);
  await goTheMainPath(watch.program);
  const calls = watch.calls();
  assert.deepEqual(foreignCalls(calls), []);
  assert.deepEqual(lookUps(calls), []);
  assert.ok(calls.some((line) => line.startsWith('socket(AF_UNIX')), 'strace sees the calls of the app');
});

test('without a driver the app opens no internet socket at all', { skip: cutOff }, async () => {
  const watch = watched(releaseProgram);
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
  assert.deepEqual(lookUps(calls), []);
  await pause(200);
  rmSync(home, { recursive: true, force: true });
});
