/** How much room something takes: "4.2 MB". */
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Steps of 1000, as the file managers of most systems count. */
export function sizeText(bytes: number, language: string): string {
  let [value, step] = [Math.max(0, bytes), 0];
  while (value >= 999.5 && step < UNITS.length - 1) [value, step] = [value / 1000, step + 1];
  const digits = { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 };
  // Not by the units of Intl, which spell a byte out.
  return `${new Intl.NumberFormat(language, digits).format(value)} ${UNITS[step]}`;
}
