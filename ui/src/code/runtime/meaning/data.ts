/** Variables, lists, and what the user answers. */
import type { BlockRun } from '../blockRun';
import { MAX_ITEMS } from '../memory';
import type { Value } from '../types';
import { compareValues, finiteNumber, numberOf, spoken } from '../values';
import { waitUntil, type Meanings } from './meaning';

export const data: Meanings = {
  statements: {
    ask_wait: (run) => {
      const { questions, host } = run.world;
      const { thread } = run;
      questions.ask(thread, run.fit(spoken(run.value('QUESTION'), host.wordsOf)));
      return waitUntil(() => !questions.isWaiting(thread));
    },
    var_set: (run) => change(run, () => run.value('VALUE')),
    var_change: (run) => change(run, (old) => finiteNumber(numberIn(run, old) + run.number('BY'))),
    list_add: (run) => withList(run, (list) => insert(run, list, list.length)),
    list_insert: (run) =>
      withList(run, (list) => {
        const place = placeOf(run, list.length + 1);
        if (place !== undefined) insert(run, list, place);
      }),
    list_remove: (run) =>
      withList(run, (list) => {
        const place = placeOf(run, list.length);
        if (place !== undefined) list.splice(place, 1);
      }),
    list_replace: (run) =>
      withList(run, (list) => {
        const place = placeOf(run, list.length);
        if (place !== undefined) list[place] = run.value('ITEM');
      }),
  },
  values: {
    answer: ({ world }) => world.questions.answer,
    var_get: (run) => variable(run) ?? 0,
    list_item: (run) => {
      const list = listOf(run);
      const place = list && placeOf(run, list.length);
      return place === undefined ? '' : (list?.[place] ?? '');
    },
    list_length: (run) => listOf(run)?.length ?? 0,
    list_contains: (run) => {
      const [wanted, wordsOf] = [run.value('ITEM'), run.world.host.wordsOf];
      const list = listOf(run) ?? [];
      return list.some((item) => compareValues(item, wanted, wordsOf) === 0);
    },
  },
};

function variable(run: BlockRun): Value | undefined {
  const value = run.world.memory.variables.get(run.field('VARIABLE'));
  if (value === undefined) run.trouble('variable_gone');
  return value;
}

function change(run: BlockRun, make: (old: Value) => Value) {
  const old = variable(run);
  if (old !== undefined) run.world.memory.variables.set(run.field('VARIABLE'), make(old));
}

function numberIn(run: BlockRun, value: Value): number {
  const number = numberOf(value);
  if (number === undefined && value !== '') run.trouble('not_a_number');
  return number ?? 0;
}

function listOf(run: BlockRun): Value[] | undefined {
  const list = run.world.memory.lists.get(run.field('LIST'));
  if (!list) run.trouble('list_gone');
  return list;
}

function withList(run: BlockRun, act: (list: Value[]) => void) {
  const list = listOf(run);
  if (list) act(list);
}

/** From the number on the block, which counts from 1; undefined when there is no such place. */
function placeOf(run: BlockRun, places: number): number | undefined {
  const place = Math.floor(run.number('INDEX')) - 1;
  if (place >= 0 && place < places) return place;
  run.trouble('no_such_item');
  return undefined;
}

function insert(run: BlockRun, list: Value[], place: number) {
  if (list.length >= MAX_ITEMS) run.trouble('list_full');
  else list.splice(place, 0, run.value('ITEM'));
}
