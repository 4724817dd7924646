/** Waiting, repeating, deciding, stopping, and clones. */
import {
  body,
  choice,
  condition,
  end,
  hat,
  number,
  option,
  statement,
  type BlockShape,
} from './shape';

export const flow: BlockShape[] = [
  statement('wait', number('SECONDS', 2)),
  statement('repeat', number('TIMES', 10), body('DO')),
  statement('forever', body('DO')),
  statement('repeat_until', condition('CONDITION'), option('MODE', 'until', 'while'), body('DO')),
  end('break'),
  statement('if', condition('CONDITION'), body('DO')),
  statement('if_else', condition('CONDITION'), body('DO'), body('ELSE')),
  statement('wait_until', condition('CONDITION')),
  statement('stop_code', option('WHAT', 'all', 'this_object', 'this_script', 'other_scripts')),
  hat('start_clone'),
  statement('create_clone', choice('OBJECT', 'cloneable')),
  end('delete_clone'),
];
