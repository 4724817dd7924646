/** Nothing is cut off and nothing is too small for a finger, from a small phone to a projector. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutOff, tooSmall } from './lib/inspect.mjs';
import { inWindow } from './lib/place.mjs';
import { lookAt, scenes } from './lib/scenes.mjs';

const sizes = [
  [320, 568],
  [390, 844],
  [800, 1280],
  [1280, 800],
  [1920, 1080],
];

for (const language of ['ko', 'en']) {
  for (const [name, { play, camera = false, area: own }] of Object.entries(scenes)) {
    test(`everything is whole at every size: ${name}, ${language}`, () =>
      inWindow({ camera, language }, async (window) => {
        await play(window);
        const found = {};
        for (const [width, height] of sizes) {
          await window.app.resize(width, height);
          const areas = width < 600 && (await window.isInProject()) ? (/blocks|stage/.test(own) ? ['blocks', 'stage'] : ['data', 'learning', 'result']) : [undefined];
          for (const area of areas) {
            if (area && !(await window.dialogIsOpen())) await lookAt(window, { area });
            const here = [...(await cutOff(window.app)), ...(await tooSmall(window.app))];
            if (here.length > 0) found[`${width}x${height} ${area ?? ''}`] = here;
          }
        }
        assert.deepEqual(found, {});
      }));
  }
}
