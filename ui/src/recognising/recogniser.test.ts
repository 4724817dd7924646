import { expect, test, vi } from 'vitest';
import { AppError, type Prediction } from '../api';
import { Recogniser } from './recogniser.svelte';

const prediction = (winner: number): Prediction => ({
  winner,
  classes: [],
  model_version: 1,
  unsure: false,
});

/** jsdom's Blob has no arrayBuffer; a picture of so many bytes. */
const picture = (size = 3) =>
  ({ size, arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)) }) as Blob;

test('the answer to a picture is kept with it', async () => {
  const recogniser = new Recogniser(() => Promise.resolve(prediction(2)));
  const one = picture();
  const asking = recogniser.recognise(one);
  expect(recogniser.answer.kind).toBe('busy');
  await asking;
  expect(recogniser.answer).toEqual({ kind: 'done', prediction: prediction(2) });
  expect(recogniser.picture).toBe(one);
});

test('an older answer that arrives late is dropped', async () => {
  const answers: ((answer: Prediction) => void)[] = [];
  const recogniser = new Recogniser(
    () => new Promise<Prediction>((resolve) => answers.push(resolve)),
  );
  const both = [recogniser.recognise(picture()), recogniser.recognise(picture())];
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(prediction(2));
  answers[0]?.(prediction(1));
  await Promise.all(both);
  expect(recogniser.answer).toEqual({ kind: 'done', prediction: prediction(2) });
});

test('a refused picture says why, and the next one works', async () => {
  const ask = vi
    .fn<() => Promise<Prediction>>()
    .mockRejectedValueOnce(new AppError('corrupt'))
    .mockResolvedValueOnce(prediction(1));
  const recogniser = new Recogniser(ask);
  await recogniser.recognise(picture());
  expect(recogniser.answer).toMatchObject({ kind: 'failed', error: { code: 'corrupt' } });
  await recogniser.recognise(picture());
  expect(recogniser.answer.kind).toBe('done');
});

test('a file over 10 MB is refused without being read', async () => {
  const ask = vi.fn(() => Promise.resolve(prediction(1)));
  const recogniser = new Recogniser(ask);
  await recogniser.recognise(picture(10 * 1024 * 1024 + 1));
  expect(recogniser.answer).toMatchObject({ kind: 'failed', error: { code: 'too_large' } });
  expect(ask).not.toHaveBeenCalled();
  await recogniser.recognise(picture(10 * 1024 * 1024));
  expect(recogniser.answer.kind).toBe('done');
});

test('asking again keeps the old answer until the new one is there', async () => {
  let winner = 1;
  const recogniser = new Recogniser(() => Promise.resolve(prediction(winner)));
  await recogniser.again(); // without a picture there is nothing to ask
  expect(recogniser.answer.kind).toBe('idle');
  await recogniser.recognise(picture());
  winner = 2;
  const asking = recogniser.again();
  expect(recogniser.answer).toEqual({ kind: 'done', prediction: prediction(1) });
  await asking;
  expect(recogniser.answer).toEqual({ kind: 'done', prediction: prediction(2) });
});
