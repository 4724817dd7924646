/** Draws the values that the stage shows: variables, lists and the timer, from the upper left. */
import type { StageView, WordsOf } from '../runtime/types';
import { spoken } from '../runtime/values';
import { STAGE_HEIGHT } from './geometry';
import type { StageProgram } from './scene';
import { measureText, monitorFont, valueFont } from './textStyle';

/** Words of the window. */
export interface MonitorWords {
  wordsOf: WordsOf;
  timer: string;
  empty: string;
  length: (count: number) => string;
}
interface Row {
  name: string;
  value: string;
}

const MARGIN = 6;
const ROW = 20;
const WIDEST_VALUE = 110;
const WIDEST_NAME = 110;
const LIST_WIDTH = 116;
const LIST_LINE = 16;
/** Items of a list that are shown: the last ones, because programs add at the end. */
const MOST_ITEMS = 6;

type Context = CanvasRenderingContext2D;

export function paintMonitors(
  context: Context,
  program: StageProgram,
  view: StageView,
  words: MonitorWords,
): void {
  context.textBaseline = 'middle';
  let y = MARGIN;
  for (const row of rowsOf(program, view, words)) {
    paintRow(context, row, y);
    y += ROW + 3;
  }
  paintLists(context, program, view, words, y);
}

function rowsOf({ shared }: StageProgram, view: StageView, words: MonitorWords): Row[] {
  const rows = shared.variables
    .filter((one) => one.shown)
    .map((one) => ({
      name: one.name,
      value: spoken(view.variables.get(one.id) ?? one.value, words.wordsOf),
    }));
  if (view.timerShown) rows.push({ name: words.timer, value: view.timer.toFixed(1) });
  return rows;
}

function paintRow(context: Context, row: Row, y: number) {
  const name = fitted(row.name, monitorFont, WIDEST_NAME);
  const value = fitted(row.value, valueFont, WIDEST_VALUE);
  const nameWidth = measureText(name, monitorFont);
  const valueWidth = Math.max(24, measureText(value, valueFont) + 12);
  plate(context, MARGIN, y, nameWidth + valueWidth + 17, ROW, 7);
  write(context, name, monitorFont, '#1d2330', MARGIN + 8, y + ROW / 2);
  context.fillStyle = '#3b4cca';
  context.beginPath();
  context.roundRect(MARGIN + nameWidth + 13, y + 3, valueWidth, ROW - 6, 5);
  context.fill();
  context.textAlign = 'center';
  const middle = MARGIN + nameWidth + 13 + valueWidth / 2;
  write(context, value, valueFont, '#ffffff', middle, y + ROW / 2 + 0.5);
}

function paintLists(
  context: Context,
  { shared }: StageProgram,
  view: StageView,
  words: MonitorWords,
  from: number,
) {
  let x = MARGIN;
  let y = from;
  for (const list of shared.lists.filter((one) => one.shown)) {
    const items = view.lists.get(list.id) ?? list.items;
    const first = Math.max(0, items.length - MOST_ITEMS);
    const lines = items
      .slice(first)
      .map((item, index) => ({ number: first + index + 1, text: spoken(item, words.wordsOf) }));
    const height = 24 + Math.max(1, lines.length) * LIST_LINE + 18;
    if (y + height > STAGE_HEIGHT && y > from) {
      x += LIST_WIDTH + MARGIN;
      y = from;
    }
    paintList(context, list.name, lines, items.length, words, x, y, height);
    y += height + MARGIN;
  }
}

function paintList(
  context: Context,
  name: string,
  lines: { number: number; text: string }[],
  length: number,
  words: MonitorWords,
  x: number,
  y: number,
  height: number,
) {
  plate(context, x, y, LIST_WIDTH, height, 9);
  const middle = x + LIST_WIDTH / 2;
  context.textAlign = 'center';
  write(
    context,
    fitted(name, monitorFont, LIST_WIDTH - 14),
    monitorFont,
    '#1d2330',
    middle,
    y + 12,
  );
  lines.forEach((line, index) => {
    const top = y + 22 + index * LIST_LINE;
    context.textAlign = 'right';
    write(context, String(line.number), monitorFont, '#586073', x + 20, top + LIST_LINE / 2);
    context.fillStyle = '#e8eaff';
    context.beginPath();
    context.roundRect(x + 24, top + 1, LIST_WIDTH - 30, LIST_LINE - 2, 4);
    context.fill();
    const text = fitted(line.text, valueFont, LIST_WIDTH - 40);
    write(context, text, valueFont, '#1d2330', x + 29, top + LIST_LINE / 2 + 0.5);
  });
  context.textAlign = 'center';
  if (lines.length === 0) write(context, words.empty, monitorFont, '#586073', middle, y + 31);
  context.textAlign = 'center';
  write(context, words.length(length), monitorFont, '#586073', middle, y + height - 10);
}

function plate(context: Context, x: number, y: number, w: number, h: number, radius: number) {
  context.textAlign = 'left';
  context.fillStyle = 'rgb(255 255 255 / 92%)';
  context.strokeStyle = '#c6ccda';
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x, y, w, h, radius);
  context.fill();
  context.stroke();
}

function write(context: Context, text: string, font: string, fill: string, x: number, y: number) {
  context.font = font;
  context.fillStyle = fill;
  context.fillText(text, x, y);
  context.textAlign = 'left';
}

/** The text, cut so that it is at most `widest` units wide. */
export function fitted(text: string, font: string, widest: number): string {
  const line = text.replace(/\s+/gu, ' ');
  if (measureText(line, font) <= widest) return line;
  let letters = [...line].slice(0, 60);
  while (letters.length > 1 && measureText(`${letters.join('')}…`, font) > widest)
    letters = letters.slice(0, -1);
  return `${letters.join('')}…`;
}
