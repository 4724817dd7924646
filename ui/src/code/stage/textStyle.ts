/** The type of the stage, in units. Never here: colours of the window. */

const FAMILY = `'Pretendard Variable', Pretendard, system-ui, sans-serif`;
export const bubbleFont = `600 13px ${FAMILY}`;
export const monitorFont = `650 11px ${FAMILY}`;
export const valueFont = `700 11px ${FAMILY}`;
export const objectFont = `700 20px ${FAMILY}`;

/** From one line of a text object to the next. */
export const OBJECT_LINE = 26;
/** Room around the letters of a text object. */
export const OBJECT_MARGIN = 4;

/** Says how many units wide a text is. */
export type Measure = (text: string, font: string) => number;

let context: CanvasRenderingContext2D | null | undefined;
/** Measures as the canvas draws. Without a canvas a letter is a guess. */
export const measureText: Measure = (text, font) => {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return [...text].length * 8;
  context.font = font;
  return context.measureText(text).width;
};
