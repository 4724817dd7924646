import { expect, test } from 'vitest';
import { barsOf } from './bars';

const prediction = {
  winner: 2,
  model_version: 1,
  unsure: false,
  classes: [
    { id: 1, name: 'Rock', colour: 0, confidence: 0.104 },
    { id: 2, name: 'Paper', colour: 1, confidence: 0.896 },
  ],
};

test('the bars stand in the order of the model, with whole percents', () => {
  expect(barsOf(prediction, [])).toEqual([
    { id: 1, name: 'Rock', colour: 0, percent: 10, isWinner: false },
    { id: 2, name: 'Paper', colour: 1, percent: 90, isWinner: true },
  ]);
});

test('a class that was renamed or recoloured since is shown as it is now', () => {
  const now = [{ id: 2, name: '보', colour: 7, photos: [], merged: [] }];
  expect(barsOf(prediction, now)[1]).toMatchObject({ name: '보', colour: 7 });
  expect(barsOf(prediction, now)[0]).toMatchObject({ name: 'Rock', colour: 0 });
});
