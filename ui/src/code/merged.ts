/**
 * Classes that were merged into others. Blocks keep the id that they were made with; here is which
 * class it means now.
 */

interface Meant {
  id: string | number;
  merged?: readonly (string | number)[];
}

/** What an id means: the one of this id, or the one that it was merged into. */
export const meantBy = <One extends Meant>(
  all: readonly One[],
  id: string | number,
): One | undefined =>
  all.find((one) => [one.id, ...(one.merged ?? [])].some((own) => String(own) === String(id)));
