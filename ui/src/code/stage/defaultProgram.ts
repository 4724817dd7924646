/** What a project without a program starts with. */
import type { ObjectView, ProgramShared } from '../../api';
import { FIGURES } from './drawings/catalogue';
import { figureObject } from './newObject';

/** The mascot on a meadow, without blocks, with names in the language of the window. */
export function defaultProgram(): { shared: ProgramShared; objects: ObjectView[] } {
  const [mascot] = FIGURES;
  const object = figureObject(mascot, []);
  return {
    shared: {
      order: [object.id],
      backdrop: { kind: 'drawn', name: 'meadow' },
      variables: [],
      lists: [],
      messages: [],
    },
    objects: [object],
  };
}
