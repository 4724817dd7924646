/** How much room something takes, in words of the language: "4.2 MB". */
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Steps of 1000, as the file managers of most systems count. */
export function sizeText(bytes: number, language: string): string {
  let [value, step] = [Math.max(0, bytes), 0];
  while (value >= 999.5 && step < UNITS.length - 1) [value, step] = [value / 1000, step + 1];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}
