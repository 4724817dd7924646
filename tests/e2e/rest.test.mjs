/** A window that nobody touches does nothing: a tablet's battery must last for the lesson. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWindow } from './lib/place.mjs';
import { scenes } from './lib/scenes.mjs';

const running = () =>
  document
    .getAnimations()
    .filter((animation) => animation.playState === 'running')
    .map((animation) => `${animation.animationName} of ${animation.effect.target.outerHTML.slice(0, 80)}`);

for (const name of ['home', 'photos', 'trained']) {
  test(`nothing moves when nothing happens: ${name}`, () =>
    inWindow({}, async (window) => {
      await scenes[name].play(window);
      await window.app.eventually('rest', async () => (await window.app.run(running)).length === 0).catch(() => {});
      assert.deepEqual(await window.app.run(running), []);
    }));
}
