/** The model: asking it, and what it said. */
import { boolean, choice, hat, number, option, statement, value, type BlockShape } from './shape';

const more = (shape: BlockShape): BlockShape => ({ ...shape, more: true });

export const ai: BlockShape[] = [
  statement('ai_recognise'),
  statement('ai_video', option('MODE', 'start', 'stop')),
  value('ai_result'),
  value('ai_confidence', choice('CLASS', 'class')),
  boolean('ai_is', choice('CLASS', 'class')),
  more(
    hat(
      'ai_when_seen',
      choice('CLASS', 'class'),
      number('SECONDS', 0.5),
      number('CONFIDENCE', 0.7),
    ),
  ),
  more(boolean('ai_unsure')),
  more({ ...statement('ai_recognise_shape'), onlyFor: 'picture' }),
  more(value('ai_second')),
];
