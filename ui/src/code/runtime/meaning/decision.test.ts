import { expect, test } from 'vitest';
import { EDGE, POINTER } from '../../blocks/shape';
import { block, object, play, program, valueIn, whenRun, type FakeHost } from '../testing';
import type { Value } from '../types';

const compare = (A: Value, OPERATOR: string, B: Value) =>
  valueIn(block('compare', { A, OPERATOR, B })).value;

test('two that look like numbers are compared as numbers, others as texts', () => {
  const check = (A: Value, operator: string, B: Value, expected: boolean, why: string) =>
    expect(compare(A, operator, B), why).toBe(expected);
  check('7', 'equal', 7, true, 'a class called 7 is the number 7');
  check('7.0', 'equal', '7', true, 'the same number written in two ways');
  check(' 7', 'equal', 7, true, 'a space around it does not matter');
  check('10', 'greater', '9', true, 'as texts it would be less');
  check('Cat', 'equal', 'Cat', true, 'the exact name');
  check('Cat', 'equal', 'cat', false, 'a capital letter is another name');
  check('', 'equal', 0, false, 'nothing is not zero');
  check('', 'equal', '', true, 'nothing is nothing');
  check('', 'equal', false, false, 'nothing is not false');
  check('a', 'less', 'b', true, 'texts have an order');
  check('가', 'less', '나', true, 'Korean texts too');
  check('\u1100\u1161', 'equal', '가', true, 'a name typed on another system is the same name');
  check('0x10', 'equal', 16, false, 'only what children would call a number is one');
  check('1e3', 'equal', 1000, true, 'how very large numbers are written');
  check(true, 'equal', true, true, 'true is true');
  check(true, 'equal', 1, false, 'true is not a number when compared');
});

test('every sign of the compare block means what it says', () => {
  const check = (operator: string, expected: [boolean, boolean, boolean], why: string) =>
    expect(
      [1, 2, 3].map((A) => compare(A, operator, 2)),
      why,
    ).toEqual(expected);
  check('equal', [false, true, false], '=');
  check('not_equal', [true, false, true], '≠');
  check('greater', [false, false, true], '>');
  check('less', [true, false, false], '<');
  check('greater_equal', [false, true, true], '≥');
  check('less_equal', [true, true, false], '≤');
  check('nonsense', [false, true, false], 'a sign that is not there is the first one');
});

test('and, or, not', () => {
  const check = (state: ReturnType<typeof block>, expected: boolean, why: string) =>
    expect(valueIn(state).value, why).toBe(expected);
  const both = (A: boolean, OPERATOR: string, B: boolean) => block('and_or', { A, OPERATOR, B });
  check(both(true, 'and', true), true, 'both');
  check(both(true, 'and', false), false, 'only one of both');
  check(both(true, 'or', false), true, 'one is enough');
  check(both(false, 'or', false), false, 'none');
  check(block('not', { A: true }), false, 'not true');
  check(block('not'), true, 'an empty place is false');
});

test('a key is down while the host says so', () => {
  const state = block('key_down', { KEY: 'space' });
  expect(valueIn(state).value).toBe(false);
  expect(valueIn(state, ({ keys }) => keys.add('space')).value).toBe(true);
  expect(valueIn(state, ({ keys }) => keys.add('a')).value).toBe(false);
});

/** Whether the cat, 40 by 20, touches; the dog is as large. */
function touching(
  what: string,
  cat: Parameters<typeof object>[1] = {},
  dog: Parameters<typeof object>[1] = {},
  prepare: (host: FakeHost) => void = () => undefined,
) {
  const state = block('var_set', { VARIABLE: 'x', VALUE: block('touching', { OBJECT: what }) });
  const objects = [object([whenRun(state)], cat), object([], { id: 'dog', ...dog })];
  const playing = play(program(objects));
  prepare(playing.host);
  playing.run.start();
  playing.tick();
  return { value: playing.variable(), troubles: playing.host.troubles };
}

test('boxes touch as they are seen: turned and sized', () => {
  const check = (
    cat: Parameters<typeof object>[1],
    dog: Parameters<typeof object>[1],
    expected: boolean,
    why: string,
  ) => expect(touching('dog', cat, dog).value, why).toBe(expected);
  check({}, { x: 39 }, true, 'side by side, with one unit of both');
  check({}, { x: 41 }, false, 'side by side, with a gap');
  check({}, { y: 21 }, false, 'one above the other, with a gap');
  check({ rotation: 90 }, { y: 29 }, true, 'standing upright it reaches higher');
  check({ rotation: 90 }, { x: 31 }, false, 'and less far to the side');
  check({ size: 200 }, { x: 59 }, true, 'twice as large');
  check({ rotation: 45 }, { x: 26, y: 26 }, false, 'the upright boxes would overlap');
  check({ rotation: -45 }, { x: 26, y: 26 }, true, 'turned the other way it points there');
  check({ visible: false }, {}, false, 'what is hidden touches nothing');
  check({}, { visible: false }, false, 'and is not touched');
});

test('the pointer touches the box, not only its middle', () => {
  const check = (x: number, y: number, cat: Parameters<typeof object>[1], expected: boolean) =>
    expect(touching(POINTER, cat, {}, (host) => (host.place = { x, y })).value).toBe(expected);
  check(19, 9, {}, true);
  check(21, 0, {}, false);
  check(0, 19, { rotation: 90 }, true);
  check(19, 0, { rotation: 90 }, false);
  expect(touching(POINTER).value, 'it is not on the stage').toBe(false);
});

test('the edge is touched where the box reaches it', () => {
  const check = (cat: Parameters<typeof object>[1], expected: boolean, why: string) =>
    expect(touching(EDGE, cat).value, why).toBe(expected);
  check({}, false, 'in the middle');
  check({ x: 220 }, true, 'its right side is at 240');
  check({ x: 219 }, false, 'one unit before');
  check({ y: -125 }, true, 'its lower side is at -135');
  check({ x: 225, rotation: 90 }, false, 'upright it is narrower');
});

test('an object that is gone is touched by nobody, and the block says so', () => {
  expect(touching('bird')).toEqual({ value: false, troubles: ['object_gone'] });
});
