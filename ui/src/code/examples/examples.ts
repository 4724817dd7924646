/**
 * The programs to begin with. They are made for the built-in example's model and its three
 * classes, with all names in the language of the window.
 */
import type { ClassId, ProgramView, ProjectView } from '../../api';
import { game } from './game';
import { reaction } from './reaction';
import { sorter } from './sorter';

export interface ExampleClass {
  id: ClassId;
  name: string;
}
/** Scissors, rock, paper. */
export type ThreeClasses = readonly [ExampleClass, ExampleClass, ExampleClass];

/** The words of an example are `examples:<name>`. */
export type ExampleName = 'game' | 'sorter' | 'reaction';

/** In the order of the dialog. */
export const EXAMPLES: readonly {
  name: ExampleName;
  make: (classes: ThreeClasses) => ProgramView;
}[] = [
  { name: 'game', make: game },
  { name: 'sorter', make: sorter },
  { name: 'reaction', make: reaction },
];

/** The classes that the examples are about; undefined for a project that has other ones. */
export function exampleClasses(
  project: Pick<ProjectView, 'is_example' | 'classes'>,
): ThreeClasses | undefined {
  const [scissors, rock, paper] = project.classes;
  if (!project.is_example || !scissors || !rock || !paper) return undefined;
  return [scissors, rock, paper];
}
