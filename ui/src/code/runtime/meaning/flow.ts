/** Waiting, repeating, deciding, stopping, and clones. */
import { THIS_OBJECT } from '../../blocks/shape';
import type { BlockRun } from '../blockRun';
import type { Step, Thread } from '../thread';
import type { Actor } from '../types';
import { waitSeconds, type Meanings } from './meaning';

export const flow: Meanings = {
  hats: {
    start_clone: (_, event) => event.kind === 'clone',
  },
  statements: {
    wait: (run) => waitSeconds(run.world, run.number('SECONDS')),
    repeat: (run) => {
      let left = Math.round(run.number('TIMES'));
      if (left > 0) return { do: 'loop', body: 'DO', again: () => --left > 0 };
    },
    forever: () => ({ do: 'loop', body: 'DO', again: () => true }),
    repeat_until: (run) => {
      const isDone = run.truth('CONDITION') === (run.field('MODE') === 'until');
      if (!isDone) return { do: 'loop', body: 'DO', again: 'evaluate' };
    },
    break: () => ({ do: 'leave_loop' }),
    if: (run) => {
      if (run.truth('CONDITION')) return { do: 'branch', body: 'DO' };
    },
    if_else: (run) => ({ do: 'branch', body: run.truth('CONDITION') ? 'DO' : 'ELSE' }),
    wait_until: (run) => {
      if (!run.truth('CONDITION')) return { do: 'try_again' };
    },
    stop_code: stopCode,
    create_clone: createClone,
    delete_clone: ({ world, actor }) => {
      if (!actor.isClone) return;
      world.cast.remove(actor);
      world.endThreads((thread) => thread.actor === actor);
      return { do: 'end' };
    },
  },
};

/** "This object" is the one actor that runs the block: the object itself, or one clone. */
function stopCode({ world, thread, block }: BlockRun): Step | void {
  const what = block.fields.get('WHAT');
  const isOwn = (other: Thread) => other.actor === thread.actor;
  if (what === 'all') world.endThreads(() => true);
  if (what === 'this_object') world.endThreads(isOwn);
  if (what === 'other_scripts') world.endThreads((other) => isOwn(other) && other !== thread);
  else return { do: 'end' };
}

function createClone(run: BlockRun) {
  const original = originalOf(run);
  if (!original) return run.trouble('object_gone');
  const clone = run.world.cast.clone(original);
  if (clone) run.world.raise({ kind: 'clone' }, [clone]);
  else run.trouble('too_many_clones');
}

function originalOf(run: BlockRun): Actor | undefined {
  const id = run.field('OBJECT');
  return id === THIS_OBJECT || id === run.actor.key ? run.actor : run.world.cast.own(id);
}
