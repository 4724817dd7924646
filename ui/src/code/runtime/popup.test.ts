import { expect, test } from 'vitest';
import { block, recognition, started, whenRun } from './testing';

test('the sequence of the specification: the popup, resume without closing, and X', () => {
  const { run, tick, variable, said } = started(
    whenRun(block('ai_recognise'), block('say', { TEXT: block('ai_result') })),
    whenRun(block('forever', { DO: [block('var_change', { VARIABLE: 'x', BY: 1 })] })),
  );
  tick(5);
  expect(variable()).toBe(0);
  run.popupResume();
  tick(5);
  expect(variable()).toBe(5);
  expect(said()).toBe(undefined);
  run.popupClosed();
  tick(1);
  expect(said()).toBe('');
  expect(recognition(1)).toBeTruthy();
});
