/** axe looks through every state of the window, in both themes, and finds nothing serious. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFindings } from './lib/inspect.mjs';
import { inWindow } from './lib/place.mjs';
import { scenes } from './lib/scenes.mjs';

for (const [name, { play, camera = false }] of Object.entries(scenes)) {
  test(`axe finds nothing serious: ${name}`, () =>
    inWindow({ camera, language: 'ko' }, async (window) => {
      await play(window);
      for (const theme of ['light', 'dark']) {
        await window.setTheme(theme);
        assert.deepEqual(await seriousFindings(window.app), [], theme);
      }
    }));
}
