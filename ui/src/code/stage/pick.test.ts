import { expect, test } from 'vitest';
import { figureNamed } from './drawings/catalogue';
import { figureObject } from './newObject';
import { backdropOf, objectOf, stepped, withoutShape, withPickedShape } from './pick';

const cat = () => figureObject(figureNamed('cat'), []);
const photo = {
  kind: 'photo',
  name: 'Rock',
  picture: { kind: 'kept', id: 7 },
} as const;

test('a photo becomes an object of its name that shows it', () => {
  const object = objectOf(photo, []);
  expect(object).toMatchObject({ name: 'Rock', kind: 'picture', shape: 0 });
  expect(object?.shapes.map((one) => one.picture)).toEqual([photo.picture]);
});

test('a backdrop is no object, and a figure is no backdrop', () => {
  expect(objectOf({ kind: 'backdrop', picture: null }, [])).toBeUndefined();
  expect(backdropOf({ kind: 'figure', figure: figureNamed('cat') })).toBeUndefined();
  expect(backdropOf({ kind: 'backdrop', picture: null })).toBeNull();
  expect(backdropOf(photo)).toEqual(photo.picture);
});

test('a new shape is shown at once, under a name that no other shape has', () => {
  const object = withPickedShape(cat(), { kind: 'shape', shape: 'cat-1' });
  expect(object.shapes.map((one) => one.name)).toEqual(['step 1', 'step 2', 'step 3']);
  expect(object.shape).toBe(2);
});

test('when a shape goes, the one that was shown stays shown; the last never goes', () => {
  const object = { ...figureObject(figureNamed('hand'), []), shape: 1 };
  const [first, second, third] = object.shapes;
  const left = withoutShape(object, first?.id ?? '');
  expect(left).toMatchObject({ shapes: [second, third], shape: 0 });
  const last = withoutShape({ ...left, shape: 1 }, third?.id ?? '');
  expect(last).toMatchObject({ shapes: [second], shape: 0 });
  expect(withoutShape(last, second?.id ?? '')).toBe(last);
});

test('a step to the front changes places with the next one, and the first stays the first', () => {
  expect(stepped(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(stepped(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(stepped(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
});
