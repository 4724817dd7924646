/** The model: asking it, and what it said. Classes are known by their ids, never by names. */
import type { BlockRun } from '../blockRun';
import type { Step } from '../thread';
import type { Recognition } from '../types';
import { waitUntil, type Meanings } from './meaning';

export const ai: Meanings = {
  hats: {
    ai_when_seen: (hat, event) => event.kind === 'seen' && event.hat === hat,
  },
  statements: {
    ai_recognise: ({ world, thread }) => {
      if (!world.recognising.hasModel()) return;
      world.popup.ask(thread);
      return waitUntil(() => !world.popup.isWaiting(thread));
    },
    ai_video: (run) => {
      if (run.field('MODE') === 'stop') run.world.recognising.stopLive();
      else run.world.recognising.startLive();
    },
    ai_recognise_shape: recogniseShape,
  },
  values: {
    ai_result: ({ world }) => world.className(world.recognising.best(0)),
    ai_second: ({ world }) => world.className(world.recognising.best(1)),
    ai_confidence: (run) => {
      const wanted = classOf(run);
      return wanted ? run.world.recognising.confidenceOf(wanted.id) : 0;
    },
    ai_is: (run) => {
      const wanted = classOf(run);
      return wanted !== undefined && run.world.recognising.best(0) === wanted.id;
    },
    ai_unsure: ({ world }) => world.recognising.isUnsure,
  },
};

function classOf(run: BlockRun) {
  const found = run.world.classOf(run.block);
  if (!found) run.trouble('class_gone');
  return found;
}

/** The answer counts from the moment at which the script goes on, which reads its own answer. */
function recogniseShape(run: BlockRun): Step | void {
  const { world, actor } = run;
  const picture = world.cast.shapesOf(actor)[actor.shape]?.picture;
  if (!picture) return run.trouble('shape_gone');
  if (!world.recognising.hasModel()) return;
  world.recognising.clear();
  let answer: Recognition | 'none' | undefined;
  world.host.recognisePicture(picture).then(
    (recognition) => (answer = recognition),
    () => (answer = 'none'),
  );
  return waitUntil(() => {
    if (answer === 'none') world.reports.notice('recognise_failed');
    else if (answer) world.recognising.setFromPicture(answer);
    return answer !== undefined;
  });
}
