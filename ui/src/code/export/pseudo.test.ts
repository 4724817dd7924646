import { beforeEach, expect, test } from 'vitest';
import type { ObjectView, ProgramView } from '../../api';
import { locale } from '../../i18n/index.svelte';
import { catalogue, shapes } from '../blocks/catalogue';
import { EDGE, POINTER, THIS_OBJECT } from '../blocks/shape';
import { EXAMPLES } from '../examples/examples';
import { block, definition, object, parameter, program, script, whenRun } from '../runtime/testing';
import { objectText, programText } from './pseudo';

beforeEach(() => locale.set('en'));

const outside = {
  classes: [
    { id: 1, name: 'Rock' },
    { id: 2, name: 'Paper', merged: [5] },
  ],
  sounds: [{ id: 'bell', name: 'ding-dong' }],
};
const textOf = (made: ObjectView, all: ProgramView = program([made])) =>
  objectText(made, all, outside);
const linesOf = (...scripts: Parameters<typeof object>[0]) =>
  textOf(object(scripts)).split('\n').slice(2);

test('a script is read from above, with its slots in the signs of the block reference', () => {
  expect(
    linesOf(
      whenRun(
        block('say_for', { TEXT: 'Hi', SECONDS: 2, MODE: 'think' }),
        block('var_set', { VARIABLE: 'x', VALUE: block('random', { FROM: 1, TO: 3 }) }),
      ),
    ),
  ).toEqual([
    'when start is clicked',
    '    think [Hi] for (2) s',
    '    set [x ▾] to (random (1) to (3))',
  ]);
});

test('a class that was merged is written as the one that is left', () => {
  const decision = block('wait_until', { CONDITION: block('ai_is', { CLASS: '5' }) });
  expect(linesOf(whenRun(decision)).join(' ')).toContain('[Paper ▾]');
});

test('bodies are indented, and what stands after them comes back', () => {
  const decision = block('if_else', {
    CONDITION: block('ai_is', { CLASS: '2' }),
    DO: [block('repeat', { TIMES: 3, DO: [block('show')] })],
    ELSE: [],
  });
  expect(linesOf(whenRun(decision, block('hide')))).toEqual([
    'when start is clicked',
    '    if <is the result [Paper ▾]?> then',
    '        repeat (3) times',
    '            show',
    '    else',
    '        (nothing)',
    '    hide',
  ]);
});

test('it speaks Korean with the particles of the blocks', () => {
  locale.set('ko');
  const loop = block('repeat_until', {
    CONDITION: block('compare', { A: block('ai_result'), OPERATOR: 'equal', B: 'Rock' }),
    MODE: 'until',
    DO: [block('wait', { SECONDS: 1 })],
  });
  expect(linesOf(whenRun(loop))).toEqual([
    '시작하기 버튼을 클릭했을 때',
    '    <(인식 결과) = [Rock]> 이(가) 될 때까지 반복하기',
    '        (1) 초 기다리기',
  ]);
});

test('functions are read with their inputs', () => {
  const made = definition(
    'add up',
    ['first', 'second'],
    block('function_return', {
      VALUE: block('calc', { A: parameter('first'), OPERATOR: 'plus', B: parameter('second') }),
    }),
  );
  const use = block('say', { TEXT: made.value({ first: 2, second: 3 }), MODE: 'say' });
  const lines = linesOf(made.define, {
    ...whenRun(use, made.call({ first: 1, second: 1 })),
    y: 300,
  });
  expect(lines).toEqual([
    'define [add up] (first) (second)',
    '    give back ((first) + (second)) and end',
    '',
    'when start is clicked',
    '    say (value of [add up] (2) (3))',
    '    [add up] (1) (1)',
  ]);
});

test('places, keys and sounds have their words', () => {
  expect(
    linesOf(
      script(
        block('start_key', { KEY: 'space' }),
        block('wait_until', { CONDITION: block('touching', { OBJECT: EDGE }) }),
        block('wait_until', { CONDITION: block('touching', { OBJECT: POINTER }) }),
        block('create_clone', { OBJECT: THIS_OBJECT }),
        block('play_sound', { SOUND: 'bell' }),
      ),
    ),
  ).toEqual([
    'when [space ▾] key is pressed',
    '    wait until <touching [edge ▾]?>',
    '    wait until <touching [pointer ▾]?>',
    '    make a clone of [myself ▾]',
    '    play sound [ding-dong ▾]',
  ]);
});

test('what is gone is said with its last name, and what is not known is said too', () => {
  const gone = { ...block('ai_is', { CLASS: '99' }), extraState: { names: { CLASS: 'Lizard' } } };
  const lines = linesOf(
    whenRun(block('wait_until', { CONDITION: gone }), { type: 'fly', id: 'fly' }),
  );
  expect(lines.slice(1)).toEqual([
    '    wait until <is the result [Lizard (gone) ▾]?>',
    '    unknown block',
  ]);
});

test('comments stand above their block', () => {
  const noted = { ...block('show'), icons: { comment: { text: 'first\nsecond' } } };
  expect(linesOf(whenRun(noted)).slice(1)).toEqual(['    # first', '    # second', '    show']);
});

test('scripts come in the order of their places, loose blocks too', () => {
  const text = textOf(
    object([
      { ...whenRun(block('hide')), y: 400 },
      { ...block('show'), y: 10 },
    ]),
  );
  expect(text).toBe('== Cat ==\n\nshow\n\nwhen start is clicked\n    hide');
});

test('the whole program names its variables, its lists and every object', () => {
  const cat = object([whenRun(block('show'))]);
  const dog = object([], { id: 'dog', name: 'Dog', blocks: '' });
  expect(programText(program([cat, dog]), outside)).toBe(
    'Variables: x, y, word\nLists: list\n\n' +
      '== Cat ==\n\nwhen start is clicked\n    show\n\n== Dog ==\n\n(no blocks yet)\n',
  );
});

test('a text that is no program is no failure', () => {
  for (const blocks of ['{', 'null', '{"blocks":7}', '[]'])
    expect(textOf(object([], { blocks }))).toContain('no blocks yet');
});

const inSlot = { number: 7, text: 'seven', boolean: false };
const types = catalogue.flatMap(({ blocks }) => blocks.map(({ type }) => type));

test.each(types)('%s has all its words and parts in both languages', (type) => {
  const shape = shapes.get(type);
  const isHat = shape?.kind === 'hat';
  const isInline = shape?.kind === 'value' || shape?.kind === 'boolean';
  const given = Object.fromEntries(
    (shape?.parts ?? []).flatMap((part): [string, string | number | boolean][] => {
      if ('slot' in part) return [[part.slot, inSlot[part.takes]]];
      if ('options' in part) return [[part.field, part.options[0]]];
      return 'choice' in part ? [[part.field, '1']] : [];
    }),
  );
  const state = block(type, given);
  const inside = isInline ? block('say', { TEXT: state, MODE: 'say' }) : state;
  for (const language of ['ko', 'en'] as const) {
    locale.set(language);
    const text = textOf(object([isHat ? state : whenRun(inside)]));
    expect(text).not.toMatch(/%\d|undefined|\[object|blocks:/);
    const own = text.split('\n').at(isHat ? 2 : 3) ?? '';
    expect(own.trim().length).toBeGreaterThan(0);
    const slots = (shape?.parts ?? []).filter((part) => 'slot' in part).length;
    const filled = text.match(/\[seven\]|\(7\)|<false>|<거짓>/g) ?? [];
    expect(filled).toHaveLength(slots);
  }
});

test.each(EXAMPLES.map((one) => [one.name, one] as const))(
  'the example %s can be read',
  (_, one) => {
    for (const language of ['ko', 'en'] as const) {
      locale.set(language);
      const text = programText(
        one.make([
          { id: 1, name: 'Scissors' },
          { id: 2, name: 'Rock' },
          { id: 3, name: 'Paper' },
        ]),
        {
          classes: [1, 2, 3].map((id) => ({ id, name: `class ${id}` })),
          sounds: ['correct', 'wrong', 'cheer', 'pop', 'tick', 'whistle', 'jump', 'magic'].map(
            (id) => ({ id, name: id }),
          ),
        },
      );
      expect(text).not.toMatch(/gone|없어짐|unknown|모르는|undefined/);
    }
  },
);
