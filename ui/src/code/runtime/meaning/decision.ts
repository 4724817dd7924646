/** True or false. */
import { EDGE, POINTER } from '../../blocks/shape';
import type { BlockRun } from '../blockRun';
import { boxesTouch, boxOf, holds, touchesEdge } from '../geometry';
import type { Actor } from '../types';
import { compareValues } from '../values';
import type { Meanings } from './meaning';

export const decision: Meanings = {
  values: {
    key_down: (run) => run.world.host.isKeyDown(run.field('KEY')),
    touching,
    compare: (run) => {
      const order = compareValues(run.value('A'), run.value('B'), run.world.host.wordsOf);
      return holdsFor[run.field('OPERATOR')]?.(order) ?? false;
    },
    and_or: (run) =>
      run.field('OPERATOR') === 'and'
        ? run.truth('A') && run.truth('B')
        : run.truth('A') || run.truth('B'),
    not: (run) => !run.truth('A'),
    truth: (run) => run.field('VALUE') === 'true',
  },
};

const holdsFor: Readonly<Record<string, (order: number) => boolean>> = {
  equal: (order) => order === 0,
  not_equal: (order) => order !== 0,
  greater: (order) => order > 0,
  less: (order) => order < 0,
  greater_equal: (order) => order >= 0,
  less_equal: (order) => order <= 0,
};

/** What is hidden neither touches nor is touched. An object is touched when a clone of it is. */
function touching(run: BlockRun): boolean {
  const { actor, world } = run;
  const { cast, host } = world;
  const what = run.field('OBJECT');
  const others = what === POINTER || what === EDGE ? undefined : cast.of(what);
  if (others && !cast.own(what)) run.trouble('object_gone');
  if (!actor.visible) return false;
  const box = (of: Actor) => boxOf(of, host.sizeOf(of));
  const own = box(actor);
  if (others)
    return others.some((other) => other !== actor && other.visible && boxesTouch(own, box(other)));
  if (what === EDGE) return touchesEdge(own);
  const pointer = host.pointer();
  return pointer !== undefined && holds(own, pointer);
}
