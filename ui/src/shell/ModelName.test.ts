import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import ModelName from './ModelName.svelte';

async function typed(text: string) {
  const onrename = vi.fn();
  const { rerender } = render(ModelName, { name: 'Fruit', onrename });
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name of the model' });
  field.focus();
  await fireEvent.input(field, { target: { value: text } });
  return { field, onrename, rerender };
}

test('Enter keeps the new name, without the spaces around it', async () => {
  const { field, onrename } = await typed('  Animals ');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(onrename).toHaveBeenCalledExactlyOnceWith('Animals');
  expect(field.value).toBe('Animals');
});

test('leaving the field keeps the new name', async () => {
  const { field, onrename } = await typed('Animals');
  field.blur();
  expect(onrename).toHaveBeenCalledExactlyOnceWith('Animals');
});

test('Escape brings the old name back', async () => {
  const { field, onrename } = await typed('Animals');
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(onrename).not.toHaveBeenCalled();
  expect(field.value).toBe('Fruit');
});

test('an empty name brings the old name back', async () => {
  const { field, onrename } = await typed('   ');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(onrename).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(field.value).toBe('Fruit'));
});

test('Enter that ends a syllable does not end the name', async () => {
  const { field, onrename } = await typed('과');
  await fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  expect(onrename).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(field);
});

test('a name that was undone elsewhere is shown', async () => {
  const { field, rerender } = await typed('Animals');
  field.blur();
  await rerender({ name: 'Plants' });
  expect(field.value).toBe('Plants');
});
