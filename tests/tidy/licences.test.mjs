/** The texts of the licences go with the app, those of every part. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pageParts, rustParts } from '../../scripts/lib/parts.mjs';
import { root } from '../../scripts/lib/run.mjs';

test('LICENSES/THIRD-PARTY.txt has every part that is shipped (else: npm run licences)', () => {
  const host = /^host: (.*)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }))[1];
  const text = readFileSync(`${root}LICENSES/THIRD-PARTY.txt`, 'utf8');
  const named = new Set(text.split('\n'));
  const parts = [...rustParts(['--offline', '--filter-platform', host]), ...pageParts()];
  assert.ok(parts.length > 100);
  const missing = parts.map(({ name, version, licence }) => `${name} ${version} (${licence})`).filter((line) => !named.has(line));
  assert.deepEqual(missing, []);
});

test('the bundle takes the licences with it', () => {
  const { resources } = JSON.parse(readFileSync(`${root}tauri.conf.json`, 'utf8')).bundle;
  assert.equal(resources['LICENSES/'], 'licences/');
});
