/**
 * Where a speech bubble stands and how its text is broken into lines, in units of the stage.
 * Never here: drawing.
 */
import { STAGE } from '../runtime/types';
import { boundsOf, clamp, type Placed, type Size } from './geometry';
import type { Measure } from './textStyle';

export const BUBBLE = {
  widest: 190,
  narrowest: 38,
  lineHeight: 18,
  mostLines: 6,
  paddingX: 12,
  paddingY: 9,
  tail: 11,
  /** Room between a bubble and the edge of the stage. */
  edge: 4,
} as const;

export interface Bubble {
  lines: string[];
  /** Upper left corner and size; y goes up. */
  left: number;
  top: number;
  width: number;
  height: number;
  /** Where the tail points to, and the side of the bubble that it leaves. */
  tail: { x: number; y: number; side: 'bottom' | 'top' };
}

/** Breaks a text at spaces, and inside a word that is too long for a line. */
export function breakLines(
  text: string,
  widest: number,
  measure: (text: string) => number,
  mostLines: number,
): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of pieces(paragraph, widest, measure)) {
      const longer = line + piece;
      if (line !== '' && measure(longer.trimEnd()) > widest) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line = longer;
      if (lines.length > mostLines) return shortened(lines, mostLines);
    }
    lines.push(line.trimEnd());
  }
  return shortened(lines, mostLines);
}

/** Words with the space after them; a word that is wider than a line comes letter by letter. */
function* pieces(text: string, widest: number, measure: (text: string) => number) {
  for (const word of text.match(/\S+\s*|\s+/gu) ?? []) {
    if (measure(word.trimEnd()) <= widest) yield word;
    else yield* word;
  }
}

function shortened(lines: string[], most: number): string[] {
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  return [...kept.slice(0, -1), `${[...(kept.at(-1) ?? '')].slice(0, -1).join('')}…`];
}

/** The bubble of an object: above it to the right, and always whole on the stage. */
export function layBubble(
  text: string,
  speaker: Placed,
  size: Size,
  font: string,
  measure: Measure,
): Bubble {
  const wide = (line: string) => measure(line, font);
  const lines = breakLines(text, BUBBLE.widest, wide, BUBBLE.mostLines);
  const width =
    Math.max(BUBBLE.narrowest, ...lines.map((line) => wide(line) + BUBBLE.paddingX * 2)) | 0;
  const height = lines.length * BUBBLE.lineHeight + BUBBLE.paddingY * 2;
  return { lines, width, height, ...placeBubble(width, height, speaker, size) };
}

function placeBubble(width: number, height: number, speaker: Placed, size: Size) {
  const body = boundsOf(speaker, size);
  const { halfWidth, halfHeight } = STAGE;
  const fitsRight = speaker.x + width <= halfWidth - BUBBLE.edge;
  const wantedLeft = fitsRight ? speaker.x + 10 : speaker.x - width - 10;
  const left = clamp(wantedLeft, -halfWidth + BUBBLE.edge, halfWidth - BUBBLE.edge - width);
  const wantedTop = body.top + BUBBLE.tail + height;
  const top = clamp(wantedTop, -halfHeight + BUBBLE.edge + height, halfHeight - BUBBLE.edge);
  const isAbove = top - height >= speaker.y;
  const side: 'bottom' | 'top' = isAbove ? 'bottom' : 'top';
  const tailX = clamp(speaker.x + (fitsRight ? 14 : -14), left + 16, left + width - 16);
  const tailY = isAbove ? top - height - BUBBLE.tail : top + BUBBLE.tail;
  return { left, top, tail: { x: tailX, y: tailY, side } };
}
