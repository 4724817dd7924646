import { expect, test } from 'vitest';
import { block, object, play, program, started, whenRun, type State } from '../testing';
import type { Value } from '../types';

const say = (TEXT: Value | State, MODE = 'say') => block('say', { TEXT, MODE });

test('what an object says is rounded to three decimals, true and false are words', () => {
  const check = (TEXT: Value | State, expected: string, why: string) =>
    expect(started(whenRun(say(TEXT))).said(), why).toBe(expected);
  check('Hello!', 'Hello!', 'a text');
  check(7, '7', 'a whole number stays whole');
  check(0, '0', 'zero is a zero');
  check(-0, '0', 'zero has no sign');
  check(0.8312345132147134, '0.831', 'a confidence');
  check(0.5, '0.5', 'no zeros behind it');
  check(2.9999, '3', 'nor a point');
  check('0.8312345', '0.831', 'a text that looks like a number, as in Entry');
  check('1.50', '1.50', 'a price as it was typed');
  check('v1.23456', 'v1.23456', 'but not a text with a number in it');
  check(true, 'true', 'true');
  check('', '', 'nothing: an empty bubble');
});

test('in Korean true is 참', () => {
  const playing = play(program([object([whenRun(say(true))])]));
  playing.host.words = ['거짓', '참'];
  playing.run.start();
  playing.tick();
  expect(playing.said()).toBe('참');
});

test('a bubble says or thinks', () => {
  expect(started(whenRun(say('a', 'think'))).actor().bubble).toEqual({ text: 'a', kind: 'think' });
  expect(started(whenRun(say('a', 'broken'))).actor().bubble?.kind).toBe('say');
});

test('a bubble with a time goes away, and the script goes on then', () => {
  const sayFor = block('say_for', { TEXT: 'Hi', SECONDS: 1, MODE: 'say' });
  const { said, seconds, actor } = started(whenRun(sayFor, block('hide')));
  expect(said()).toBe('Hi');
  seconds(0.9);
  expect(said()).toBe('Hi');
  expect(actor().visible).toBe(true);
  seconds(0.2);
  expect(said()).toBeUndefined();
  expect(actor().visible).toBe(false);
});

test('what was said since stays when the time of an older bubble is over', () => {
  const sayFor = block('say_for', { TEXT: 'old', SECONDS: 1, MODE: 'say' });
  const { said, seconds } = started(
    whenRun(sayFor),
    whenRun(block('wait', { SECONDS: 0.5 }), say('new')),
  );
  seconds(2);
  expect(said()).toBe('new');
});

test('shapes are chosen by their id or one after the other', () => {
  const check = (state: State, expected: number, why: string) =>
    expect(started(whenRun(state)).actor().shape, why).toBe(expected);
  const next = (WHICH: string) => block('next_shape', { WHICH });
  check(block('set_shape', { SHAPE: 'shape-2' }), 1, 'by id');
  check(next('next'), 1, 'the next');
  check(next('previous'), 1, 'before the first comes the last');
  const twice = started(whenRun(next('next'), next('next')));
  expect(twice.actor().shape, 'after the last comes the first').toBe(0);
});

test('a shape that is gone changes nothing, and the block says so', () => {
  const { actor, host } = started(whenRun(block('set_shape', { SHAPE: 'Cat' })));
  expect(actor().shape).toBe(0);
  expect(host.troubles).toEqual(['shape_gone']);
});

test('size stays between 1 and 1000 percent', () => {
  const check = (PERCENT: number, expected: number) =>
    expect(started(whenRun(block('set_size', { PERCENT }))).actor().size).toBe(expected);
  check(50, 50);
  check(-5, 1);
  check(1e9, 1000);
});

test('show and hide', () => {
  expect(started(whenRun(block('hide'))).actor().visible).toBe(false);
  expect(started(whenRun(block('hide'), block('show'))).actor().visible).toBe(true);
});

test('a text object writes, adds and wipes; a picture writes nothing', () => {
  const write = (TEXT: Value) => block('text_write', { TEXT });
  const append = (TEXT: Value) => block('text_append', { TEXT });
  const check = (blocks: State[], kind: 'text' | 'picture', expected: string, why: string) => {
    const playing = play(program([object([whenRun(...blocks)], { kind, text: 'old' })]));
    playing.run.start();
    playing.tick();
    expect(playing.actor().text, why).toBe(expected);
  };
  check([write('new')], 'text', 'new', 'written');
  check([append(1)], 'text', 'old1', 'added');
  check([write(0.12345)], 'text', '0.123', 'rounded as it is said');
  check([block('text_clear')], 'text', '', 'wiped');
  check([write('new')], 'picture', 'old', 'a picture has no text');
});
