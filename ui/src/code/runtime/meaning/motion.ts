/** Where an object is and where it looks. */
import type { BlockRun } from '../blockRun';
import { place, turn } from '../cast';
import { boxOf, reach } from '../geometry';
import type { Step } from '../thread';
import { STAGE, type Actor } from '../types';
import { waitUntil, type Meanings } from './meaning';

export const motion: Meanings = {
  statements: {
    move: (run) => {
      const { actor } = run;
      const [steps, angle] = [run.number('STEPS'), radians(actor.direction)];
      place(actor, actor.x + steps * Math.sin(angle), actor.y + steps * Math.cos(angle));
    },
    change_x: (run) => place(run.actor, run.actor.x + run.number('BY'), run.actor.y),
    change_y: (run) => place(run.actor, run.actor.x, run.actor.y + run.number('BY')),
    go_to: (run) => place(run.actor, run.number('X'), run.number('Y')),
    glide_to: glide,
    turn: (run) => turn(run.actor, run.number('DEGREES')),
    bounce: ({ actor, world }) => bounce(actor, reach(boxOf(actor, world.host.sizeOf(actor)))),
  },
};

const radians = (degrees: number) => (degrees * Math.PI) / 180;

function glide(run: BlockRun): Step | void {
  const { actor } = run;
  const { clock } = run.world.control;
  const [seconds, x, y] = [run.number('SECONDS'), run.number('X'), run.number('Y')];
  const from = { x: actor.x, y: actor.y, at: clock.seconds };
  if (seconds <= 0) return place(actor, x, y);
  return waitUntil(() => {
    const isThere = clock.hasReached(from.at + seconds);
    const part = isThere ? 1 : (clock.seconds - from.at) / seconds;
    place(actor, from.x * (1 - part) + x * part, from.y * (1 - part) + y * part);
    return isThere;
  });
}

/** Off the edge that it moves against, as light off a mirror; the picture turns along. */
function bounce(actor: Actor, reach: { x: number; y: number }) {
  const angle = radians(actor.direction);
  const room = { x: STAGE.halfWidth - reach.x, y: STAGE.halfHeight - reach.y };
  // What is larger than the stage has no place in it.
  if (room.x > 0 && Math.abs(actor.x) >= room.x) {
    if (actor.x * Math.sin(angle) > 0) turn(actor, -2 * actor.direction);
    place(actor, Math.sign(actor.x) * room.x, actor.y);
  }
  if (room.y > 0 && Math.abs(actor.y) >= room.y) {
    if (actor.y * Math.cos(radians(actor.direction)) > 0) turn(actor, 180 - 2 * actor.direction);
    place(actor, actor.x, Math.sign(actor.y) * room.y);
  }
}
