/** The sorter: a card looks at its own pictures and puts each where it belongs. No camera. */
import type { ProgramView } from '../../api';
import { locale, t } from '../../i18n/index.svelte';
import { THIS_OBJECT } from '../blocks/shape';
import { block, drawn, example, noted, object, program, script } from './build';
import type { ExampleClass, ThreeClasses } from './examples';

/** What the example's test pictures show, as places in the order of the classes. */
export const SHOWN = [2, 0, 1, 0, 1, 2] as const;

const COUNT = 'sorter-count';
const NUMBER = 'sorter-number';
const ANSWERS = 'sorter-answers';
const DONE = 'sorter-done';
/** Where the three places are, from left to right. */
const PLACES = [-150, 0, 150] as const;
const HANDS = ['hand-scissors', 'hand-rock', 'hand-paper'] as const;

const count = () => block('var_get', { VARIABLE: COUNT });
const number = () => block('var_get', { VARIABLE: NUMBER });

/** A little beside each other, so that a pile shows what is in it. */
const toItsPlace = ({ id }: ExampleClass, x: number) =>
  block('if', {
    CONDITION: block('ai_is', { CLASS: String(id) }),
    DO: [
      block('glide_to', {
        SECONDS: 0.8,
        X: block('random', { FROM: x - 25, TO: x + 25 }),
        Y: -30,
      }),
    ],
  });

function card(classes: ThreeClasses) {
  const look = [
    block('go_to', { X: 0, Y: 50 }),
    block('set_size', { PERCENT: 70 }),
    block('var_change', { VARIABLE: NUMBER, BY: 1 }),
    noted(block('ai_recognise_shape'), t('examples:sorter.note_look')),
    ...classes.map((one, place) => toItsPlace(one, PLACES[place] ?? 0)),
    noted(
      block('if_else', {
        CONDITION: block('compare', {
          A: block('ai_result'),
          OPERATOR: 'equal',
          B: block('list_item', { LIST: ANSWERS, INDEX: number() }),
        }),
        DO: [
          block('var_change', { VARIABLE: COUNT, BY: 1 }),
          block('play_sound', { SOUND: 'correct' }),
        ],
        ELSE: [block('play_sound', { SOUND: 'wrong' })],
      }),
      t('examples:sorter.note_count'),
    ),
    block('set_size', { PERCENT: 50 }),
    block('create_clone', { OBJECT: THIS_OBJECT }),
    block('next_shape', { WHICH: 'next' }),
  ];
  return object({
    id: 'sorter-card',
    name: t('examples:sorter.card'),
    shapes: SHOWN.map((_, index) => ({
      id: `sorter-picture-${index + 1}`,
      name: t('examples:sorter.picture', { number: index + 1 }),
      picture: example(index),
    })),
    y: 50,
    size: 70,
    scripts: [
      script(
        block('start_run'),
        block('var_set', { VARIABLE: COUNT, VALUE: 0 }),
        block('var_set', { VARIABLE: NUMBER, VALUE: 0 }),
        block('repeat', { TIMES: SHOWN.length, DO: look }),
        block('hide'),
        block('send_message', { MESSAGE: DONE }),
      ),
    ],
  });
}

const sign = ({ name }: ExampleClass, place: number) => {
  const hand = HANDS[place] ?? HANDS[0];
  return object({
    id: `sorter-${hand}`,
    name: t('examples:sorter.place', { name }),
    shapes: [{ id: `sorter-${hand}-shape`, name, picture: drawn(hand) }],
    x: PLACES[place] ?? 0,
    y: -98,
    size: 48,
    scripts: [],
  });
};

const helper = () =>
  object({
    id: 'sorter-nunchi',
    name: t('examples:nunchi'),
    shapes: [
      { id: 'sorter-nunchi-1', name: t('examples:plain'), picture: drawn('nunchi') },
      { id: 'sorter-nunchi-2', name: t('examples:happy'), picture: drawn('nunchi-happy') },
    ],
    x: 195,
    y: 75,
    size: 60,
    scripts: [
      script(
        block('start_run'),
        block('say_for', { TEXT: t('examples:sorter.begin'), SECONDS: 2, MODE: 'say' }),
      ),
      script(
        block('start_message', { MESSAGE: DONE }),
        block('set_shape', { SHAPE: 'sorter-nunchi-2' }),
        block('play_sound', { SOUND: 'cheer' }),
        block('say', {
          TEXT: block('join', { A: count(), B: countWords() }),
          MODE: 'say',
        }),
      ),
    ],
  });

export function sorter(classes: ThreeClasses): ProgramView {
  return program([...classes.map(sign), helper(), card(classes)], {
    backdrop: drawn('classroom'),
    variables: [
      { id: COUNT, name: t('examples:sorter.count'), value: '0', shown: true },
      { id: NUMBER, name: t('examples:sorter.number'), value: '0', shown: false },
    ],
    lists: [
      {
        id: ANSWERS,
        name: t('examples:sorter.answers'),
        items: SHOWN.map((place) => classes[place].name),
        shown: false,
      },
    ],
    messages: [{ id: DONE, name: t('examples:sorter.done') }],
  });
}

/** After a number: English puts a space between the two, Korean does not. */
function countWords(): string {
  const words = t('examples:sorter.end', { count: SHOWN.length });
  return locale.language === 'ko' ? words : ` ${words}`;
}
