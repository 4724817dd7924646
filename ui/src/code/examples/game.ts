/** Rock, paper, scissors against the computer: three rounds, each with a picture by the popup. */
import type { ProgramView } from '../../api';
import { t } from '../../i18n/index.svelte';
import type { BlockState } from '../workspace/state';
import { block, drawn, noted, object, program, script, type Given } from './build';
import type { ThreeClasses } from './examples';

const MINE = 'game-mine';
const THEIRS = 'game-theirs';
const DIFFERENCE = 'game-difference';
const MY_SCORE = 'game-my-score';
const THEIR_SCORE = 'game-their-score';
const ROUND = 'game-round';
const SHOW = 'game-show';
const HANDS = ['hand-scissors', 'hand-rock', 'hand-paper'] as const;
const ROUNDS = 3;

const get = (VARIABLE: string) => block('var_get', { VARIABLE });
const set = (VARIABLE: string, VALUE: Given) => block('var_set', { VARIABLE, VALUE });
const add = (VARIABLE: string, BY: number) => block('var_change', { VARIABLE, BY });
const sayFor = (TEXT: string) => block('say_for', { TEXT, SECONDS: 2, MODE: 'say' });
const play = (SOUND: string) => block('play_sound', { SOUND });
const isEqual = (A: Given, B: Given) => block('compare', { A, OPERATOR: 'equal', B });
const when = (CONDITION: BlockState, ...DO: BlockState[]) => block('if', { CONDITION, DO });

/** Scissors are 1, rock is 2, paper is 3: who is one above the other wins, and 1 wins over 3. */
const referee = () => [
  noted(
    set(DIFFERENCE, block('calc', { A: get(MINE), OPERATOR: 'minus', B: get(THEIRS) })),
    t('examples:game.note_rule'),
  ),
  block('if_else', {
    CONDITION: isEqual(get(DIFFERENCE), 0),
    DO: [play('tick'), sayFor(t('examples:game.draw'))],
    ELSE: [
      block('if_else', {
        CONDITION: block('and_or', {
          A: isEqual(get(DIFFERENCE), 1),
          OPERATOR: 'or',
          B: isEqual(get(DIFFERENCE), -2),
        }),
        DO: [add(MY_SCORE, 1), play('correct'), sayFor(t('examples:game.won'))],
        ELSE: [add(THEIR_SCORE, 1), play('wrong'), sayFor(t('examples:game.lost'))],
      }),
    ],
  }),
];

const round = (classes: ThreeClasses) => [
  block('send_message', { MESSAGE: ROUND }),
  noted(set(THEIRS, block('random', { FROM: 1, TO: 3 })), t('examples:game.note_fair')),
  block('ai_recognise'),
  block('if_else', {
    CONDITION: isEqual(block('ai_result'), ''),
    DO: [sayFor(t('examples:game.nothing'))],
    ELSE: [
      ...classes.map(({ id }, place) =>
        when(block('ai_is', { CLASS: String(id) }), set(MINE, place + 1)),
      ),
      block('send_message_wait', { MESSAGE: SHOW }),
      ...referee(),
    ],
  }),
];

const host = (classes: ThreeClasses) =>
  object({
    id: 'game-nunchi',
    name: t('examples:nunchi'),
    shapes: [{ id: 'game-nunchi-1', name: t('examples:plain'), picture: drawn('nunchi') }],
    y: -70,
    size: 75,
    scripts: [
      script(
        block('start_run'),
        set(MY_SCORE, 0),
        set(THEIR_SCORE, 0),
        sayFor(t('examples:game.begin', { count: ROUNDS })),
        block('repeat', { TIMES: ROUNDS, DO: round(classes) }),
        play('cheer'),
        block('say', {
          TEXT: block('join', {
            A: `${t('examples:game.end')} `,
            B: block('join', {
              A: get(MY_SCORE),
              B: block('join', { A: ' : ', B: get(THEIR_SCORE) }),
            }),
          }),
          MODE: 'say',
        }),
      ),
    ],
  });

/** A hand that hides before a round and shows what `choice` says when it is time. */
const hand = (
  [id, name]: [string, string],
  [x, shape]: [number, number],
  choice: string,
  classes: ThreeClasses,
) =>
  object({
    id,
    name,
    shapes: HANDS.map((picture, place) => ({
      id: `${id}-${place + 1}`,
      name: classes[place]?.name ?? '',
      picture: drawn(picture),
    })),
    shape,
    x,
    y: 5,
    size: 90,
    scripts: [
      script(block('start_message', { MESSAGE: ROUND }), block('hide')),
      script(
        block('start_message', { MESSAGE: SHOW }),
        ...HANDS.map((_, place) =>
          when(
            isEqual(get(choice), place + 1),
            block('set_shape', { SHAPE: `${id}-${place + 1}` }),
          ),
        ),
        block('show'),
        play('pop'),
      ),
    ],
  });

const variable = (id: string, name: string, shown: boolean) => ({ id, name, value: '0', shown });

export function game(classes: ThreeClasses): ProgramView {
  return program(
    [
      hand(['game-my-hand', t('examples:game.my_hand')], [-140, 2], MINE, classes),
      hand(['game-their-hand', t('examples:game.their_hand')], [140, 0], THEIRS, classes),
      host(classes),
    ],
    {
      backdrop: drawn('theatre'),
      variables: [
        variable(MY_SCORE, t('examples:game.my_score'), true),
        variable(THEIR_SCORE, t('examples:game.their_score'), true),
        variable(MINE, t('examples:game.mine'), false),
        variable(THEIRS, t('examples:game.theirs'), false),
        variable(DIFFERENCE, t('examples:game.difference'), false),
      ],
      messages: [
        { id: ROUND, name: t('examples:game.round') },
        { id: SHOW, name: t('examples:game.show') },
      ],
    },
  );
}
