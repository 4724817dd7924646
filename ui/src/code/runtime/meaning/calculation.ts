/** Numbers and texts, and the stopwatch. */
import type { BlockRun } from '../blockRun';
import { finiteNumber } from '../values';
import type { Meanings } from './meaning';

export const calculation: Meanings = {
  statements: {
    timer_control: ({ world, block }) => {
      const action = block.fields.get('ACTION');
      if (action === 'start') world.stopwatch.start();
      else if (action === 'stop') world.stopwatch.stop();
      else world.stopwatch.reset();
    },
  },
  values: {
    calc: (run) => finiteNumber(calculate(run)),
    random: (run) => {
      const [one, other] = [run.number('FROM'), run.number('TO')];
      return between(Math.min(one, other), Math.max(one, other), run.world.host.random());
    },
    join: (run) => run.fit(run.text('A') + run.text('B')),
    timer_value: ({ world }) => world.stopwatch.seconds,
  },
};

function calculate(run: BlockRun): number {
  const [a, b] = [run.number('A'), run.number('B')];
  const operator = run.field('OPERATOR');
  if (operator === 'plus') return a + b;
  if (operator === 'minus') return a - b;
  if (operator === 'times') return a * b;
  if (b !== 0) return a / b;
  run.trouble('divided_by_zero');
  return 0;
}

/** A whole number when both ends are whole; both ends can come. */
function between(least: number, most: number, random: number): number {
  const isWhole = Number.isInteger(least) && Number.isInteger(most);
  const room = most - least + (isWhole ? 1 : 0);
  // The difference of two huge numbers is more than a number can be.
  if (!Number.isFinite(room)) return least * (1 - random) + most * random;
  const value = least + random * room;
  return Math.min(most, isWhole ? Math.floor(value) : value);
}
