/**
 * `npm run screenshots`: pictures of the real window in every size, language and theme, under
 * `screenshots/`. Words after it narrow it down: `npm run screenshots -- 390x844 ko dark`.
 */
import { rmSync } from 'node:fs';
import { launch } from '../tests/e2e/lib/app.mjs';
import { scenes } from '../tests/e2e/lib/scenes.mjs';
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
        const app = await launch({ language, theme, camera: true });
        try {
          for (const size of wanted(sizes)) {
            const [width, height] = size.split('x').map(Number);
            await app.resize(width, height);
            await scenes[scene](app, language, width);
            console.log(await app.screenshot(`${scene}-${size}-${language}-${theme}`));
          }
        } finally {
          await app.close();
          rmSync(app.home, { recursive: true, force: true });
        }
      }
    }
  }
} finally {
  display.end();
}
