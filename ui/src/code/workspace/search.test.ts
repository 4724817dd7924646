import { expect, test } from 'vitest';
import { findBlocks } from './search';

const types = (question: string) => findBlocks(question).map(({ shape }) => shape.type);

test.each(['분류', 'classify', '인식', 'recognise'])('%s finds the blocks of the model', (word) => {
  expect(types(word)).toEqual(expect.arrayContaining(['ai_recognise', 'ai_result', 'ai_is']));
});

test('Korean and English find the same block, whatever the window speaks', () => {
  expect(types('기다리기')).toContain('wait');
  expect(types('seconds')).toContain('wait');
});

test('a part of a word is enough', () => {
  expect(types('신뢰')).toContain('ai_confidence');
  expect(types('peat')).toContain('repeat');
});

test('spaces do not matter, and capitals neither', () => {
  expect(types('반복 하기')).toContain('repeat');
  expect(types('FOREVER')).toContain('forever');
});

test('several words must all be there', () => {
  expect(types('camera seconds')).toContain('ai_when_seen');
  expect(types('camera seconds')).not.toContain('wait');
});

test('the words of a list find its block', () => {
  expect(types('생각하기')).toContain('say');
});

test('a block that says it itself comes before one that is only near', () => {
  expect(types('반복')[0]).toMatch(/^(repeat|forever|break)/);
});

test('nothing is found by nothing, or by nonsense', () => {
  expect(types('  ')).toEqual([]);
  expect(types('qqqq')).toEqual([]);
});
