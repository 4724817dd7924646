/** Works out a value without running anything: for the bubble on a click, and for hats. */
import { BlockRun } from './blockRun';
import type { Operation } from './code';
import { meanings } from './meaning';
import type { Actor, Value } from './types';
import type { World } from './world';

/** Undefined when something in it can be known only while a script runs, as a function's value. */
export function look(
  world: World,
  actor: Actor,
  operations: readonly Operation[],
): Value[] | undefined {
  const values: Value[] = [];
  for (const operation of operations) {
    if (typeof operation !== 'object') {
      values.push(operation);
      continue;
    }
    const meaning = meanings.values.get(operation.type);
    if (!meaning || isOnlyKnownInside.has(operation.type)) return undefined;
    const given = values.splice(values.length - operation.slots.length);
    const result = meaning(BlockRun.toLookAt(world, actor, operation, given));
    if (typeof result === 'object') return undefined;
    values.push(result);
  }
  return values;
}

const isOnlyKnownInside: ReadonlySet<string> = new Set(['function_value', 'function_parameter']);
