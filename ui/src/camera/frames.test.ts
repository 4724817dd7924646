import { expect, test } from 'vitest';
import { centreSquare } from './frames';

const check = (size: [number, number], square: [number, number, number], why: string) => {
  const { left, top, side } = centreSquare(...size);
  expect([left, top, side], why).toEqual(square);
};

test('the centre square keeps the middle', () => {
  check([640, 480], [80, 0, 480], 'a wide picture loses both sides');
  check([480, 640], [0, 80, 480], 'a tall picture loses top and bottom');
  check([5, 4], [0, 0, 4], 'the odd pixel is lost on the right');
  check([300, 300], [0, 0, 300], 'a square loses nothing');
});
