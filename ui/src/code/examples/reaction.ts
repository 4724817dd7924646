/** The reaction piece: a robot that moves when the camera has seen a hand for a moment. */
import type { ProgramView } from '../../api';
import { t } from '../../i18n/index.svelte';
import type { BlockState } from '../workspace/state';
import { block, drawn, noted, object, program, script } from './build';
import type { ExampleClass, ThreeClasses } from './examples';

const COUNT = 'reaction-count';
const PLAIN = 'reaction-robot-1';
const HAPPY = 'reaction-robot-2';
const FLOOR = -55;

const seen = ({ id }: ExampleClass) =>
  block('ai_when_seen', { CLASS: String(id), SECONDS: 0.5, CONFIDENCE: 0.7 });
const counted = (SOUND: string) => [
  block('var_change', { VARIABLE: COUNT, BY: 1 }),
  block('play_sound', { SOUND }),
];
const glide = (X: number) => block('glide_to', { SECONDS: 0.6, X, Y: FLOOR });
const wear = (SHAPE: string) => block('set_shape', { SHAPE });
const step = (BY: number) => block('repeat', { TIMES: 10, DO: [block('change_y', { BY })] });

function robot([scissors, rock, paper]: ThreeClasses) {
  const names = { scissors: scissors.name, rock: rock.name, paper: paper.name };
  const scripts: BlockState[] = [
    script(
      block('start_run'),
      block('var_set', { VARIABLE: COUNT, VALUE: 0 }),
      block('video_show', { MODE: 'show' }),
      block('ai_video', { MODE: 'start' }),
      block('say_for', { TEXT: t('examples:reaction.begin', names), SECONDS: 3, MODE: 'say' }),
    ),
    script(
      noted(seen(scissors), t('examples:reaction.note_seen')),
      ...counted('whistle'),
      glide(150),
    ),
    script(seen(rock), ...counted('jump'), step(8), step(-8)),
    script(
      seen(paper),
      ...counted('magic'),
      wear(HAPPY),
      glide(-150),
      block('wait', { SECONDS: 1 }),
      wear(PLAIN),
    ),
  ];
  return object({
    id: 'reaction-robot',
    name: t('examples:reaction.robot'),
    shapes: [
      { id: PLAIN, name: t('examples:plain'), picture: drawn('robot') },
      { id: HAPPY, name: t('examples:happy'), picture: drawn('robot-happy') },
    ],
    y: FLOOR,
    size: 95,
    scripts,
  });
}

export function reaction(classes: ThreeClasses): ProgramView {
  return program([robot(classes)], {
    backdrop: drawn('meadow'),
    variables: [{ id: COUNT, name: t('examples:reaction.count'), value: '0', shown: true }],
  });
}
