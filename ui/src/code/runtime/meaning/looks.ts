/** What an object shows and says. */
import type { BlockRun } from '../blockRun';
import { resize } from '../cast';
import type { Actor } from '../types';
import { spoken } from '../values';
import { waitUntil, type Meanings } from './meaning';

export const looks: Meanings = {
  statements: {
    show: ({ actor }) => void (actor.visible = true),
    hide: ({ actor }) => void (actor.visible = false),
    say: (run) => void say(run),
    say_for: (run) => {
      const { actor, world } = run;
      const bubble = say(run);
      const end = world.control.clock.seconds + run.number('SECONDS');
      return waitUntil(() => {
        const isOver = world.control.clock.hasReached(end);
        // What another script has said since stays.
        if (isOver && actor.bubble === bubble) actor.bubble = undefined;
        return isOver;
      });
    },
    set_shape: (run) => {
      const place = run.world.cast
        .shapesOf(run.actor)
        .findIndex((shape) => shape.id === run.field('SHAPE'));
      if (place < 0) run.trouble('shape_gone');
      else run.actor.shape = place;
    },
    next_shape: ({ actor, world, block }) => {
      const { length } = world.cast.shapesOf(actor);
      const by = block.fields.get('WHICH') === 'previous' ? length - 1 : 1;
      if (length > 0) actor.shape = (actor.shape + by) % length;
    },
    set_size: (run) => resize(run.actor, run.number('PERCENT')),
  },
};

/** Nothing to say is said too, as an empty bubble. */
function say(run: BlockRun): Actor['bubble'] {
  const text = run.fit(spoken(run.value('TEXT'), run.world.host.wordsOf));
  run.actor.bubble = { text, kind: run.field('MODE') === 'think' ? 'think' : 'say' };
  return run.actor.bubble;
}
