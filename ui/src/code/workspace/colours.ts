/**
 * The colours of the blocks, the same in light and dark: white can be read on each (4.5:1), and
 * each can be seen on both grounds (3:1). Never here: colours of the page, which are tokens.
 */
import type { Category } from '../blocks/shape';

export const categoryColours: Readonly<Record<Category, string>> = {
  start: '#1d8548',
  flow: '#1f78ba',
  motion: '#7a5fd3',
  looks: '#c2410c',
  text: '#8b6a2f',
  sound: '#b83280',
  decision: '#2f6fed',
  calculation: '#a06200',
  data: '#c81e5b',
  functions: '#5f7186',
  video: '#0e7d92',
  ai: '#8142d6',
};

/** A block that this version does not know. */
export const UNKNOWN_COLOUR = '#6b7280';

/** Light slots to type into, and lists on a block, with what is written there. */
export const FIELD_COLOUR = '#ffffff';
export const FIELD_TEXT_COLOUR = '#1d2330';

/** The same colour with `share` of it turned to black. */
export function darker(hex: string, share: number): string {
  const channel = (from: number) =>
    Math.round(parseInt(hex.slice(from, from + 2), 16) * (1 - share))
      .toString(16)
      .padStart(2, '0');
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
