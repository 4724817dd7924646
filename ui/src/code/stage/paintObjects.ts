/** Draws the objects and their bubbles on a canvas whose unit is the stage's, y going down. */
import type { Actor } from '../runtime/types';
import { layBubble, BUBBLE, type Bubble } from './bubbles';
import { radians, type Size } from './geometry';
import { pictures } from './pictures.svelte';
import { linesOf, pictureOf, sizeOfActor, type StageProgram } from './scene';
import { bubbleFont, measureText, objectFont, OBJECT_LINE } from './textStyle';

const INK = '#1d2330';
const PAPER = '#ffffff';
const EDGE = '#8b93a5';

type Context = CanvasRenderingContext2D;

/** `scale`: pixels of the canvas for each unit. */
export function paintActor(
  context: Context,
  scale: number,
  program: StageProgram,
  actor: Actor,
): void {
  if (!actor.visible || !(actor.size > 0)) return;
  const size = sizeOfActor(program, actor);
  const factor = actor.size / 100;
  context.save();
  context.translate(actor.x, -actor.y);
  if (actor.rotation !== 0) context.rotate(radians(actor.rotation));
  context.scale(factor, factor);
  if (actor.kind === 'text') paintText(context, actor.text);
  else paintPicture(context, scale * factor, program, actor, size);
  context.restore();
}

function paintPicture(
  context: Context,
  scale: number,
  program: StageProgram,
  actor: Actor,
  size: Size,
) {
  const picture = pictureOf(program, actor);
  if (!picture) return;
  const bitmap = pictures.bitmap(picture, Math.max(size.width, size.height) * scale);
  const { width, height } = size;
  if (bitmap === 'failed') paintLost(context, size);
  else if (bitmap !== 'loading') {
    context.drawImage(bitmap, -width / 2, -height / 2, width, height);
  }
}

/** In the place of a picture that cannot be shown: a crossed box that can still be chosen. */
function paintLost(context: Context, { width, height }: Size) {
  context.lineWidth = 3;
  context.strokeStyle = EDGE;
  context.fillStyle = 'rgb(255 255 255 / 70%)';
  context.beginPath();
  context.roundRect(-width / 2, -height / 2, width, height, 10);
  context.moveTo(-width / 5, -height / 5);
  context.lineTo(width / 5, height / 5);
  context.moveTo(width / 5, -height / 5);
  context.lineTo(-width / 5, height / 5);
  context.fill();
  context.stroke();
}

/** Dark letters with a white edge can be read on every backdrop. */
function paintText(context: Context, text: string) {
  const lines = linesOf(text);
  context.font = objectFont;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 5;
  context.strokeStyle = PAPER;
  context.fillStyle = INK;
  lines.forEach((line, index) => {
    const y = (index - (lines.length - 1) / 2) * OBJECT_LINE;
    context.strokeText(line, 0, y);
    context.fillText(line, 0, y);
  });
}

export function paintBubble(context: Context, program: StageProgram, actor: Actor): void {
  if (!actor.bubble || !actor.visible) return;
  const size = sizeOfActor(program, actor);
  const bubble = layBubble(actor.bubble.text, actor, size, bubbleFont, measureText);
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.strokeStyle = EDGE;
  context.fillStyle = PAPER;
  if (actor.bubble.kind === 'say') paintSpeech(context, bubble);
  else paintThought(context, bubble);
  paintLines(context, bubble);
}

function paintLines(context: Context, { lines, left, top, width }: Bubble) {
  context.font = bubbleFont;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = INK;
  lines.forEach((line, index) => {
    const y = -top + BUBBLE.paddingY + (index + 0.5) * BUBBLE.lineHeight;
    context.fillText(line, left + width / 2, y);
  });
}

/** A rounded box and its tail in one line. */
function paintSpeech(context: Context, bubble: Bubble) {
  const { left, width, height, tail } = bubble;
  const top = -bubble.top;
  const right = left + width;
  const bottom = top + height;
  const radius = 14;
  context.beginPath();
  context.moveTo(left + radius, top);
  if (tail.side === 'top') notch(context, tail.x - 6, tail.x + 5, top, tail.x, -tail.y);
  context.arcTo(right, top, right, bottom, radius);
  context.arcTo(right, bottom, left, bottom, radius);
  if (tail.side === 'bottom') notch(context, tail.x + 6, tail.x - 5, bottom, tail.x - 5, -tail.y);
  context.arcTo(left, bottom, left, top, radius);
  context.arcTo(left, top, right, top, radius);
  context.closePath();
  context.fill();
  context.stroke();
}

function notch(context: Context, from: number, to: number, y: number, tipX: number, tipY: number) {
  context.lineTo(from, y);
  context.lineTo(tipX, tipY);
  context.lineTo(to, y);
}

/** A cloud, and two small ones on the way to who thinks. */
function paintThought(context: Context, bubble: Bubble) {
  const { left, width, height, tail } = bubble;
  const top = -bubble.top;
  cloud(context, left, top, width, height);
  const side = tail.side === 'bottom' ? 1 : -1;
  const edge = tail.side === 'bottom' ? top + height : top;
  for (const [away, radius] of [
    [5, 4],
    [11, 2.5],
  ] as const) {
    context.beginPath();
    context.arc(tail.x - away / 2, edge + side * away, radius, 0, Math.PI * 2);
    context.fill();
    context.stroke();
  }
}

/** Bumps around a box: each an arc that bulges outwards. */
function cloud(context: Context, left: number, top: number, width: number, height: number) {
  const across = Math.max(2, Math.round(width / 24));
  const down = Math.max(2, Math.round(height / 18));
  const corners: [number, number, number, number, number][] = [
    [left, top, width, 0, across],
    [left + width, top, 0, height, down],
    [left + width, top + height, -width, 0, across],
    [left, top + height, 0, -height, down],
  ];
  context.beginPath();
  context.moveTo(left, top);
  for (const [x, y, alongX, alongY, bumps] of corners) {
    const outX = Math.sign(alongY) * 5;
    const outY = -Math.sign(alongX) * 5;
    for (let bump = 1; bump <= bumps; bump++) {
      const middle = (bump - 0.5) / bumps;
      const end = bump / bumps;
      context.quadraticCurveTo(
        x + alongX * middle + outX * 1.6,
        y + alongY * middle + outY * 1.6,
        x + alongX * end,
        y + alongY * end,
      );
    }
  }
  context.closePath();
  context.fill();
  context.stroke();
}
