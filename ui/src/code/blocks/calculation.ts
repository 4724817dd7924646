/** Numbers and texts, questions to the user, and the stopwatch. */
import { number, option, statement, text, value, type BlockShape } from './shape';

export const calculation: BlockShape[] = [
  value(
    'calc',
    number('A', 10),
    option('OPERATOR', 'plus', 'minus', 'times', 'divided_by'),
    number('B', 10),
  ),
  value('random', number('FROM', 0), number('TO', 10)),
  value('join', text('A', { text: 'hello' }), text('B', { text: 'nunchi' })),
  statement('timer_control', option('ACTION', 'start', 'stop', 'reset')),
  value('timer_value'),
];
