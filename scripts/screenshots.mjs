/**
 * `npm run screenshots`: pictures of the real window in every size, language and theme, under
 * `screenshots/`. Words after it narrow it down: `npm run screenshots -- 390x844 ko dark`.
 */
import { atRest } from '../tests/e2e/lib/inspect.mjs';
import { openWindow } from '../tests/e2e/lib/place.mjs';
import { lookAt, scenes } from '../tests/e2e/lib/scenes.mjs';
import { virtualDisplay } from './lib/display.mjs';
import { buildDebugProgram, say } from './lib/run.mjs';

const sizes = ['1280x800', '800x1280', '390x844', '1920x1080'];
const languages = ['ko', 'en'];
const themes = ['light', 'dark'];
const chosen = process.argv.slice(2);
const wanted = (all) => {
  const some = all.filter((one) => chosen.includes(one));
  return some.length > 0 ? some : all;
};

buildDebugProgram();
const display = await virtualDisplay();
process.env.DISPLAY = display.name;
try {
  for (const language of wanted(languages)) {
    for (const theme of wanted(themes)) {
      for (const scene of wanted(Object.keys(scenes))) {
        say(`${scene}, ${language}, ${theme}`);
        await takePictures(scene, language, theme);
      }
    }
  }
} finally {
  display.end();
}

/** Plays a scene once and takes a picture of it in every size. */
async function takePictures(name, language, theme) {
  const scene = scenes[name];
  const window = await openWindow({ language, theme, camera: scene.camera });
  try {
    await scene.play(window);
    for (const size of wanted(sizes)) {
      const [width, height] = size.split('x').map(Number);
      await window.app.resize(width, height);
      await lookAt(window, scene);
      await atRest(window.app);
      console.log(await window.app.screenshot(`${name}-${size}-${language}-${theme}`));
    }
  } finally {
    await window.app.discard();
  }
}
