/** Names that the user gives: variables, lists, messages. */

/** The longest name that is kept, in characters. */
export const LONGEST_NAME = 60;

export type NameProblem = 'empty' | 'taken';

/** What is wrong with a name beside the others, if anything. */
export function nameProblem(name: string, others: readonly string[]): NameProblem | undefined {
  const wanted = name.trim();
  if (wanted === '') return 'empty';
  return others.includes(wanted) ? 'taken' : undefined;
}

/** Letters and digits that name something in blocks; never seen, never used again. */
export const freshId = () => crypto.randomUUID();
