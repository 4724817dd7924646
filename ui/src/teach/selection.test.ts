import { expect, test } from 'vitest';
import { Selection } from './selection.svelte';

const order = [10, 11, 12, 13, 14];
const chosen = (selection: Selection) => [...selection.chosen].sort();

test('a photo is selected and taken out again, and selecting goes on', () => {
  const selection = new Selection();
  selection.toggle(11);
  expect(chosen(selection)).toEqual([11]);
  selection.toggle(11);
  expect(chosen(selection)).toEqual([]);
  expect(selection.on).toBe(true);
});

test('a range goes from the last touched photo, in both directions', () => {
  const selection = new Selection();
  selection.anchorAt(13);
  selection.extendTo(11, order);
  expect(chosen(selection)).toEqual([11, 12, 13]);
  selection.extendTo(14, order);
  expect(chosen(selection)).toEqual([11, 12, 13, 14]);
});

test('a range keeps what was selected before', () => {
  const selection = new Selection();
  selection.toggle(10);
  selection.toggle(13);
  selection.extendTo(14, order);
  expect(chosen(selection)).toEqual([10, 13, 14]);
});

test('a range without a start is one photo', () => {
  const selection = new Selection();
  selection.extendTo(12, order);
  expect(chosen(selection)).toEqual([12]);
});

test('a range whose start is gone is one photo', () => {
  const selection = new Selection();
  selection.anchorAt(99);
  selection.extendTo(12, order);
  expect(chosen(selection)).toEqual([12]);
});

test('clearing ends selecting', () => {
  const selection = new Selection();
  selection.begin();
  selection.toggle(10);
  selection.clear();
  expect(selection.on).toBe(false);
  expect(selection.has(10)).toBe(false);
});

test('photos that are gone are not selected any more', () => {
  const selection = new Selection();
  selection.replace([10, 11]);
  selection.keep([11, 12]);
  expect(chosen(selection)).toEqual([11]);
  selection.keep([12]);
  expect(selection.on).toBe(false);
});

test('selecting goes on while photos come in', () => {
  const selection = new Selection();
  selection.begin();
  selection.keep([10]);
  expect(selection.on).toBe(true);
});
