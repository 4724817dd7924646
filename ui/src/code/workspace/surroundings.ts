/**
 * What blocks can name: the lists of the project, by id. Pure data, no Blockly.
 * A field keeps an id and never a name, so that a new name shows everywhere at once.
 */
import type { ObjectView, ProgramShared } from '../../api';
import { meantBy } from '../merged';
import { EDGE, POINTER, THIS_OBJECT, type Choice } from '../blocks/shape';
import { words } from './words';

/** One thing that can be chosen. */
export interface Named {
  id: string;
  name: string;
  /** Ids of classes that were merged into it: they mean it too. */
  merged?: readonly string[];
}

export interface ModelState {
  state: 'none' | 'fresh' | 'stale';
  /** Classes that the trained model knows. */
  knows: ReadonlySet<string>;
}

/** All that blocks of one object can see of the project. */
export interface Surroundings {
  object: Pick<ObjectView, 'id' | 'kind' | 'shapes'>;
  shared: Pick<ProgramShared, 'variables' | 'lists' | 'messages'>;
  objects: readonly Pick<ObjectView, 'id' | 'name'>[];
  classes: readonly Named[];
  model: ModelState;
  cameras: readonly Named[];
  sounds: readonly Named[];
}

/** All of it that blocks show: the same sign, nothing new. */
export function signOf({ object, shared, objects, classes, model, ...rest }: Surroundings): string {
  const named = (all: readonly Named[]) => all.map(({ id, name, merged }) => [id, name, merged]);
  return JSON.stringify([
    [object.id, object.kind, object.shapes],
    [named(shared.variables), named(shared.lists), named(shared.messages)],
    [named(objects), named(classes), model.state, [...model.knows]],
    [named(rest.cameras), named(rest.sounds)],
  ]);
}

export const noSurroundings: Surroundings = {
  object: { id: '', kind: 'picture', shapes: [] },
  shared: { variables: [], lists: [], messages: [] },
  objects: [],
  classes: [],
  model: { state: 'none', knows: new Set() },
  cameras: [],
  sounds: [],
};

const NAMED_KEYS = ['space', 'up', 'down', 'left', 'right', 'enter'];
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const DIGITS = [...'0123456789'];

/** The keys that blocks can ask for, as they are saved. */
export const KEYS: readonly string[] = [...NAMED_KEYS, ...LETTERS, ...DIGITS];

const key = (id: string): Named => ({
  id,
  name: NAMED_KEYS.includes(id) ? words(`key.${id}`) : id.toUpperCase(),
});
const place = (id: string): Named => ({ id, name: words(`place.${id}`) });

function others(around: Surroundings): Named[] {
  return around.objects
    .filter((one) => one.id !== around.object.id)
    .map(({ id, name }) => ({ id, name }));
}

function classes({ classes: all, model }: Surroundings): Named[] {
  return all.map(({ id, name, ...rest }) => ({
    ...rest,
    id,
    name: model.state !== 'none' && !model.knows.has(id) ? words('untrained', { name }) : name,
  }));
}

/** What can be chosen now, in the order of the list. */
export function choicesOf(choice: Choice, around: Surroundings): readonly Named[] {
  switch (choice) {
    case 'class':
      return classes(around);
    case 'message':
      return around.shared.messages;
    case 'variable':
      return around.shared.variables;
    case 'list':
      return around.shared.lists;
    case 'shape':
      return around.object.shapes;
    case 'sound':
      return around.sounds;
    case 'camera':
      return around.cameras;
    case 'key':
      return KEYS.map(key);
    case 'touchable':
      return [place(POINTER), place(EDGE), ...others(around)];
    case 'cloneable':
      return [place(THIS_OBJECT), ...others(around)];
  }
}

/** The name as the user gave it, to be kept for the day the thing itself is gone. */
export function plainName(choice: Choice, id: string, around: Surroundings): string | undefined {
  const list = choice === 'class' ? around.classes : choicesOf(choice, around);
  return meantBy(list, id)?.name;
}

/** Where the sentence about a gone one stands under `blocks:warning`. */
export const goneKey = (choice: Choice) =>
  choice === 'touchable' || choice === 'cloneable' ? 'gone_object' : `gone_${choice}`;

/** Kinds that the user makes, and can rename and delete on the block itself. */
export type Makeable = 'variable' | 'list' | 'message';

export const isMakeable = (choice: Choice): choice is Makeable =>
  choice === 'variable' || choice === 'list' || choice === 'message';
