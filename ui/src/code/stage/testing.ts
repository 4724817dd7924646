/** For tests only: a program of a cat and a star, and a run of it. */
import type { ObjectView } from '../../api';
import type { StageView } from '../runtime/types';
import { figureNamed, type FigureName } from './drawings/catalogue';
import { figureObject } from './newObject';
import { viewAtRest, type StageProgram } from './scene';

export function objectFor(figure: FigureName, changes: Partial<ObjectView> = {}): ObjectView {
  return { ...figureObject(figureNamed(figure), []), id: figure, x: 0, y: 0, ...changes };
}

export function programWith(objects: ObjectView[]): StageProgram {
  const order = objects.map((one) => one.id);
  return { shared: { order, backdrop: null, variables: [], lists: [], messages: [] }, objects };
}

/** What a run of the program shows; parts of it can be changed as an interpreter does. */
export function viewOf(program: StageProgram, changes: Partial<StageView> = {}): StageView {
  return { ...viewAtRest(program), ...changes };
}
