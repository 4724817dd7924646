import { describe, expect, test } from 'vitest';
import { errorText, locale, t } from './index.svelte';
import { en } from './messages/en';
import { ko } from './messages/ko';

/** Every text of a tree by its path. Plural forms of one message count as one path. */
function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${path}${key}`, value]]
      : texts(value as object, `${path}${key}.`),
  );
}
const withoutPlural = (path: string) => path.replace(/_(zero|one|two|few|many|other)$/, '');
const paths = (tree: object) => new Set(texts(tree).map(([path]) => withoutPlural(path)));

/** Names of the holes, without their formats. `count` may be left out of a singular. */
const holes = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)]
    .map((match) => match[1])
    .filter((name) => name !== 'count')
    .sort();

const holesByPath = (tree: object) => {
  const found = new Map<string, string>();
  for (const [path, text] of texts(tree)) {
    const key = withoutPlural(path);
    const list = [...new Set([...(found.get(key)?.split(' ') ?? []), ...holes(text)])];
    found.set(key, list.filter(Boolean).sort().join(' '));
  }
  return found;
};

test('both languages say the same things', () => {
  const [inEnglish, inKorean] = [paths(en), paths(ko)];
  expect([...inEnglish].filter((path) => !inKorean.has(path))).toEqual([]);
  expect([...inKorean].filter((path) => !inEnglish.has(path))).toEqual([]);
});

test('both languages leave the same holes', () => {
  const korean = holesByPath(ko);
  for (const [path, names] of holesByPath(en))
    expect(`${path}: ${names}`).toBe(`${path}: ${korean.get(path)}`);
});

test('a message with a number has the plural form of its language', () => {
  for (const [path] of texts(ko)) expect(path).not.toMatch(/_one$/);
  const english = new Set(texts(en).map(([path]) => path));
  for (const path of english)
    if (path.endsWith('_one')) expect(english).toContain(path.replace(/_one$/, '_other'));
});

describe.each([
  ['en', en],
  ['ko', ko],
])('in %s', (_language, tree) => {
  test.each(texts(tree))('%s is a clean text', (_path, text) => {
    expect(text.trim()).toBe(text);
    expect(text).not.toBe('');
    expect(text).not.toMatch(/TODO|\?\?\?|undefined|\s{2}/);
  });
});

test('a Korean particle follows the last sound of what fills the hole', () => {
  locale.set('ko');
  const say = t as unknown as (key: string, options: object) => string;
  const asked = (name: string) =>
    say('no.such.key', { defaultValue: '{{name, josa(을/를)}} 골랐어요', name });
  expect(asked('가위')).toBe('가위를 골랐어요');
  expect(asked('연필')).toBe('연필을 골랐어요');
});

test('the language of the page follows the language of the window', () => {
  locale.set('ko');
  expect(document.documentElement.lang).toBe('ko');
  expect(t('shell:app')).toBe('눈치');
  locale.set('en');
  expect(document.documentElement.lang).toBe('en');
  expect(t('shell:app')).toBe('Nunchi');
});

test('a failure fills the holes of its sentence', () => {
  expect(errorText({ code: 'too_many_classes', detail: { max: '50' } })).toContain('50');
});
