import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Burst, BURST_EVERY_MS, HOLD_MS } from './burst.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a short press takes nothing', async () => {
  const take = vi.fn(() => Promise.resolve(true));
  const burst = new Burst(take);
  burst.press();
  await vi.advanceTimersByTimeAsync(HOLD_MS - 1);
  burst.release();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(take).not.toHaveBeenCalled();
});

test('a press that is held takes about four photos a second until it is let go', async () => {
  const take = vi.fn(() => Promise.resolve(true));
  const burst = new Burst(take);
  burst.press();
  await vi.advanceTimersByTimeAsync(HOLD_MS + 4 * BURST_EVERY_MS - 1);
  expect(take).toHaveBeenCalledTimes(4);
  burst.release();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(take).toHaveBeenCalledTimes(4);
  expect(burst.count).toBe(4);
});

test('a slow photo is waited for: one is on its way at a time', async () => {
  let kept: () => void = () => undefined;
  const take = vi.fn(() => new Promise<boolean>((resolve) => (kept = () => resolve(true))));
  const burst = new Burst(take);
  burst.press();
  await vi.advanceTimersByTimeAsync(HOLD_MS + 10 * BURST_EVERY_MS);
  expect(take).toHaveBeenCalledTimes(1);
  expect(burst.count).toBe(0);
  kept();
  await vi.advanceTimersByTimeAsync(0);
  expect(burst.count).toBe(1);
  expect(take).toHaveBeenCalledTimes(2);
  burst.release();
});

test('a photo that fails ends the burst', async () => {
  const take = vi.fn().mockResolvedValueOnce(true).mockRejectedValueOnce(new Error('full'));
  const burst = new Burst(take);
  burst.press();
  await vi.advanceTimersByTimeAsync(HOLD_MS + 10 * BURST_EVERY_MS);
  expect(burst.running).toBe(false);
  expect(burst.count).toBe(1);
  expect(take).toHaveBeenCalledTimes(2);
});

test('letting go and pressing again begins a new count', async () => {
  const burst = new Burst(() => Promise.resolve(true));
  burst.press();
  await vi.advanceTimersByTimeAsync(HOLD_MS + 1);
  burst.release();
  expect(burst.count).toBe(1);
  burst.press();
  expect(burst.count).toBe(0);
  burst.release();
});
