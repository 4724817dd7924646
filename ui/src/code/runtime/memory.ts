/** Variables and lists of a run, by id; in the beginning what was typed in. */
import type { ProgramShared } from '../../api';
import type { Value } from './types';
import { typedIn } from './values';

export const MAX_ITEMS = 10_000;

export class Memory {
  readonly variables: Map<string, Value>;
  readonly lists: Map<string, Value[]>;

  constructor({ variables, lists }: ProgramShared) {
    this.variables = new Map(variables.map(({ id, value }) => [id, typedIn(value)]));
    this.lists = new Map(
      lists.map(({ id, items }) => [id, items.slice(0, MAX_ITEMS).map(typedIn)]),
    );
  }
}
