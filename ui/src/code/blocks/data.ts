/** Variables, lists, and what the user answers. */
import { boolean, choice, number, statement, text, value, type BlockShape } from './shape';

export const data: BlockShape[] = [
  statement('ask_wait', text('QUESTION', { text: 'question' })),
  value('answer'),
  value('var_get', choice('VARIABLE', 'variable')),
  statement('var_set', choice('VARIABLE', 'variable'), text('VALUE', { text: 'ten' })),
  statement('var_change', choice('VARIABLE', 'variable'), number('BY', 10)),
  statement('list_add', text('ITEM', { text: 'ten' }), choice('LIST', 'list')),
  statement('list_remove', number('INDEX', 1), choice('LIST', 'list')),
  statement(
    'list_insert',
    text('ITEM', { text: 'ten' }),
    choice('LIST', 'list'),
    number('INDEX', 1),
  ),
  statement(
    'list_replace',
    choice('LIST', 'list'),
    number('INDEX', 1),
    text('ITEM', { text: 'ten' }),
  ),
  value('list_item', choice('LIST', 'list'), number('INDEX', 1)),
  value('list_length', choice('LIST', 'list')),
  boolean('list_contains', choice('LIST', 'list'), text('ITEM', { text: 'ten' })),
];
