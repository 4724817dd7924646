import { expect, test } from 'vitest';
import { projectView } from '../state/testing';
import { areSame, defaults, readField, readNumber, showNumber } from './conditions';

const ranges = projectView().condition_ranges;

test('numbers are read as people write them', () => {
  expect(readNumber('30')).toBe(30);
  expect(readNumber(' 0.25 ')).toBe(0.25);
  expect(readNumber('0,25')).toBe(0.25);
  expect(readNumber('.5')).toBe(0.5);
  expect(readNumber('1e-5')).toBe(1e-5);
  expect(readNumber('３０')).toBe(30); // the digits of a Korean or Japanese keyboard
});

test('what is not a number is not taken for one', () => {
  for (const text of ['', ' ', 'many', '1 2', '0x10', '1.2.3', '--1', 'Infinity', 'NaN', '1e'])
    expect(readNumber(text), text).toBeNaN();
});

test('a number inside its range is accepted, with both ends', () => {
  expect(readField('epochs', '1', ranges.epochs)).toEqual({ value: 1 });
  expect(readField('epochs', '200', ranges.epochs)).toEqual({ value: 200 });
  expect(readField('learning_rate', '0.00001', ranges.learning_rate)).toEqual({ value: 1e-5 });
  expect(readField('validation_ratio', '0', ranges.validation_ratio)).toEqual({ value: 0 });
});

test('a bad number says what is wrong with it', () => {
  const problem = (kind: string) => ({ problem: { kind } });
  expect(readField('epochs', '', ranges.epochs)).toEqual(problem('not_a_number'));
  expect(readField('epochs', '0', ranges.epochs)).toEqual(problem('out_of_range'));
  expect(readField('epochs', '201', ranges.epochs)).toEqual(problem('out_of_range'));
  expect(readField('epochs', '2.5', ranges.epochs)).toEqual(problem('not_whole'));
  expect(readField('epochs', '1e999', ranges.epochs)).toEqual(problem('not_a_number'));
  expect(readField('batch_size', '0.5', ranges.batch_size)).toEqual(problem('out_of_range'));
  expect(readField('validation_ratio', '0.51', ranges.validation_ratio)).toEqual(
    problem('out_of_range'),
  );
});

test('numbers are shown without powers of ten', () => {
  expect(showNumber(1e-5)).toBe('0.00001');
  expect(showNumber(0.00025)).toBe('0.00025');
  expect(showNumber(0.001)).toBe('0.001');
  expect(showNumber(0.1 + 0.2)).toBe('0.3');
  expect(showNumber(30)).toBe('30');
  expect(showNumber(0)).toBe('0');
});

test('every shown number is read as the same number', () => {
  for (const value of [1e-5, 3.25e-5, 0.001, 0.25, 1, 16, 200, 9999])
    expect(readNumber(showNumber(value))).toBe(value);
});

test('the defaults are the conditions of a new project', () => {
  const { conditions } = projectView();
  expect(areSame(defaults(ranges), conditions)).toBe(true);
  expect(areSame({ ...conditions, epochs: 31 }, conditions)).toBe(false);
  expect(areSame({ ...conditions, refit_on_all: false }, conditions)).toBe(false);
});
