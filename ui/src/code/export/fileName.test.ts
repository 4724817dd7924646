import { expect, test } from 'vitest';
import { fileName } from './fileName';

test.each([
  ['가위바위보 작품', '가위바위보 작품.png'],
  ['../../etc/passwd', 'etc passwd.png'],
  ['C:\\Users\\me', 'C Users me.png'],
  ['a/b', 'a b.png'],
  ['  . what? .. ', 'what.png'],
  ['con', 'nunchi.png'],
  ['', 'nunchi.png'],
  ['...', 'nunchi.png'],
  ['a\u0000b\u202Ec', 'a b c.png'],
])('%j becomes %j', (name, file) => {
  expect(fileName(name, 'png')).toBe(file);
});

test('a long name is cut, never in the middle of a character', () => {
  expect(fileName('😀'.repeat(100), 'txt')).toBe(`${'😀'.repeat(80)}.txt`);
});
