import { expect, test } from 'vitest';
import { readCall, readParameters } from './parameters';

test('parameters need an id of their own', () => {
  const parameters = [{ id: 'a', name: 'x' }, { id: 'a', name: 'y' }, { id: 'b c' }, 7, null];
  expect(readParameters({ parameters })).toEqual([{ id: 'a', name: 'x' }]);
});

test.each([undefined, null, 7, 'text', [], { parameters: 'x', name: 3, functionId: {} }])(
  'a call made of %j is an empty call',
  (state) => {
    expect(readParameters(state)).toEqual([]);
    expect(readCall(state)).toEqual({
      functionId: '',
      name: '',
      parameters: [],
      parameterNames: [],
    });
  },
);

test('names stay beside the ids they belong to', () => {
  const state = { functionId: 'f', parameters: ['bad id', 'b'], parameterNames: ['x', 'y'] };
  expect(readCall(state)).toMatchObject({ parameters: ['b'], parameterNames: ['y'] });
});
