/**
 * What the window says, in both languages, read from its own messages, so that a test that looks
 * for a button follows when its words are improved. Never here: sentences.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { root } from '../../../scripts/lib/run.mjs';

const fromUi = createRequire(`${root}ui/package.json`);
const i18next = fromUi('i18next');
const { josa } = fromUi('es-hangul');

/** A message file holds one object and nothing else. */
function messages(language) {
  const folder = `${root}ui/src/i18n/messages/${language}`;
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(`${folder}/${name}`, 'utf8');
      const object = /export const \w+ = (\{.*\}) as const/s.exec(text);
      if (!object) throw new Error(`${folder}/${name} is not one object of messages`);
      return [name.replace('.ts', ''), new Function(`return ${object[1]}`)()];
    }),
  );
}

const instance = i18next.createInstance();
await instance.init({
  ns: ['shell'],
  defaultNS: 'shell',
  resources: { en: messages('en'), ko: messages('ko') },
  interpolation: { escapeValue: false },
});
instance.services.formatter.add('josa', (value, _language, options) => {
  const pair = Object.keys(options).find((key) => key.includes('/'));
  return pair ? josa(String(value), pair) : String(value);
});

/** The function that gives the words for a key such as `projects:new`; an unknown key throws. */
export function wordsIn(language) {
  const say = instance.getFixedT(language);
  return (key, holes = {}) => {
    if (!instance.exists(key, { lng: language, ...holes })) throw new Error(`the window has no message ${key} in ${language}`);
    return say(key, holes);
  };
}

/** A pattern for a message of which only the fixed part is known: holes stand for anything. */
export function patternIn(language) {
  const say = instance.getFixedT(language);
  return (key, holes = {}) => {
    const text = say(key, { ...holes, interpolation: { skipOnVariables: true, prefix: '\u0001', suffix: '\u0002' } });
    const escaped = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
    return new RegExp(escaped.replace(/\{\{.*?\}\}/g, '.*?'));
  };
}
