/** Whole percents that add up to 100. */

/**
 * Rounds shares of a whole to percents by the largest remainder: each is cut, and the points that
 * are missing to 100 go to those that lost most; the first of them when equal.
 * `shares`: 0 or more each; they need not add up to exactly 1. All zero gives all zero.
 */
export function percents(shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(sum > 0) || !Number.isFinite(sum)) return shares.map(() => 0);
  const exact = shares.map((share) => (share / sum) * 100);
  const cut = exact.map(Math.floor);
  const missing = 100 - cut.reduce((total, value) => total + value, 0);
  const lost = exact.map((value, index) => ({ index, lost: value - Math.floor(value) }));
  lost.sort((one, other) => other.lost - one.lost || one.index - other.index);
  for (const { index } of lost.slice(0, missing)) cut[index] = (cut[index] ?? 0) + 1;
  return cut;
}
