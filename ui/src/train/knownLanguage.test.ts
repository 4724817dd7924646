import { expect, test } from 'vitest';

test('the chart loads on a system without a language', async () => {
  Object.defineProperty(navigator, 'language', { value: 'C', configurable: true });
  await import('./knownLanguage');
  const { default: uPlot } = await import('uplot');
  expect(uPlot.fmtNum(0.5)).toBe('0.5');
});
