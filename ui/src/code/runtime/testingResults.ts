/** For tests: a program that asks the model, and what its blocks give. */
import { expect } from 'vitest';
import { block, CAT, started, whenRun, type Play, type State } from './testing';

export const recognise = () => block('ai_recognise');
export const sayResult = () => block('say', { TEXT: block('ai_result') });
export const add = (BY: number | State = 1) => block('var_change', { VARIABLE: 'x', BY });

const blocks = {
  result: block('ai_result'),
  confidence: block('ai_confidence', { CLASS: String(CAT) }),
  is: block('ai_is', { CLASS: String(CAT) }),
  second: block('ai_second'),
  unsure: block('ai_unsure'),
  broken: block('ai_confidence', { CLASS: 'Cat' }),
  gone: block('ai_is', { CLASS: '99' }),
};

/** Stand alone in the workspace, to be looked at. */
export const readers = Object.values(blocks);

export const given = ({ run }: Play, which: keyof typeof blocks) =>
  run.valueOf('cat', blocks[which].id);

export type Given = [result: string, confidence: number, is: boolean];
export const nothing: Given = ['', 0, false];

/** What the three blocks give now: the result, the confidence of Cat, is it Cat? */
export function check(playing: Play, expected: Given, why: string) {
  const found = [given(playing, 'result'), given(playing, 'confidence'), given(playing, 'is')];
  expect(found, why).toEqual(expected);
}

/** A program whose first script asks, and then says the result. */
export const asking = (...others: State[]) =>
  started(whenRun(recognise(), sayResult()), ...others, ...readers);
