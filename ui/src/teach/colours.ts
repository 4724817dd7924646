/** The ten class colours of tokens.css, by their index. */
export const COLOURS = [
  'blue',
  'orange',
  'green',
  'purple',
  'mustard',
  'teal',
  'pink',
  'olive',
  'violet',
  'grey',
] as const;

export type ColourName = (typeof COLOURS)[number];

/** The name of a colour; an index of a later version of the palette gets the last one. */
export const colourName = (index: number): ColourName => COLOURS[index] ?? 'grey';
