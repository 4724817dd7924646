import { expect, test } from 'vitest';
import { epochMarks, linesOf, lossTop, threeDigits } from './lines';
import { modelView } from './testing';

const points = modelView().epochs;

test('the chart draws what each epoch says', () => {
  expect(linesOf(points, 'accuracy')).toEqual({
    epochs: [1, 2],
    training: [0.5, 1],
    validation: [0.4, 0.9],
  });
  expect(linesOf(points, 'loss')).toMatchObject({ training: [1, 0.5], validation: [1.2, 0.8] });
});

test('without validation there is no line, not a line of zeros', () => {
  const unvalidated = points.map((point) => ({ ...point, val_acc: null, val_loss: null }));
  expect(linesOf(unvalidated, 'accuracy').validation).toBeNull();
  expect(linesOf([], 'accuracy').validation).toBeNull();
});

test('the loss axis ends above every point', () => {
  const top = (...training: number[]) => lossTop({ epochs: [], training, validation: null });
  expect(top(1.1)).toBe(2);
  expect(top(0.05)).toBe(0.1);
  expect(top(12.5)).toBe(15);
  expect(top()).toBe(0.1);
  expect(top(NaN, 0.4)).toBe(0.5);
  expect(lossTop({ epochs: [], training: [0.1], validation: [null, 3] })).toBe(5);
});

test('the epoch axis has few marks, the first and the last among them', () => {
  expect(epochMarks(1)).toEqual([1]);
  expect(epochMarks(3)).toEqual([1, 2, 3]);
  expect(epochMarks(30)).toEqual([1, 10, 20, 30]);
  for (let epochs = 2; epochs <= 200; epochs++) {
    const marks = epochMarks(epochs);
    expect(marks.length, `${epochs}`).toBeLessThanOrEqual(6);
    expect([marks[0], marks.at(-1)]).toEqual([1, epochs]);
    expect([...new Set(marks)].sort((a, b) => a - b)).toEqual(marks);
  }
});

test('a number that is not there is a dash', () => {
  expect(threeDigits(null)).toBe('–');
  expect(threeDigits(0.91666)).toBe('0.917');
});
