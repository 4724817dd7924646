/**
 * Draws the whole stage on a canvas: backdrop, camera, coordinates, objects, bubbles, values.
 * Never here: when to draw, the DOM around the canvas.
 */
import { recentPicture } from '../../camera/frames';
import type { PictureSource } from '../../api';
import type { Actor, CameraPicture, StageView } from '../runtime/types';
import { STAGE } from '../runtime/types';
import { STAGE_HEIGHT, STAGE_WIDTH } from './geometry';
import { paintMonitors, type MonitorWords } from './paintMonitors';
import { paintActor, paintBubble } from './paintObjects';
import { pictures } from './pictures.svelte';
import type { StageProgram } from './scene';
import { monitorFont } from './textStyle';

/** A camera that is on. */
export interface StageCamera {
  video: HTMLVideoElement;
  /** It looks away from the user: its picture is not shown as in a mirror. */
  facesAway: boolean;
}

export interface Scene {
  program: StageProgram;
  view: StageView;
  camera: StageCamera | undefined;
  /** Whether the coordinates are shown. */
  grid: boolean;
  /** Pixels of the canvas by which its corners are round; square when it is not said. */
  corner?: number;
  words: MonitorWords;
}

type Context = CanvasRenderingContext2D;

const EDGE = 'rgb(29 35 48 / 18%)';

/** Fills the canvas. */
export function paintStage(context: Context, scene: Scene): void {
  const { width, height } = context.canvas;
  const scale = width / STAGE_WIDTH;
  const { program, view, camera } = scene;
  context.setTransform(1, 0, 0, 1, 0, 0);
  // Bitmaps are at most twice as large as they are drawn: the quickest way is good enough.
  context.imageSmoothingQuality = 'low';
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  if (program.shared.backdrop) paintBackdrop(context, program.shared.backdrop, scale);
  if (camera && view.camera.shown) paintCamera(context, camera, view.camera);
  if (scene.grid) paintGrid(context);
  context.save();
  context.translate(STAGE.halfWidth, STAGE.halfHeight);
  for (const actor of view.actors) paintActor(context, scale, program, actor);
  context.restore();
  paintMonitors(context, program, view, scene.words);
  context.save();
  context.translate(STAGE.halfWidth, STAGE.halfHeight);
  for (const actor of view.actors) {
    if (actor.key !== view.question?.actorKey) paintBubble(context, program, actor);
  }
  const asking = askingActor(view);
  if (asking) paintBubble(context, program, asking);
  context.restore();
  if (scene.corner) roundCorners(context, scene.corner);
}

/**
 * Takes the corners away. A web view that cuts them off by itself paints the whole stage through
 * a mask at every frame, which cost a third of the sixty frames a second.
 */
function roundCorners(context: Context, radius: number) {
  const { width, height } = context.canvas;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'destination-out';
  for (const [x, y] of [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ] as const) {
    const [inX, inY] = [x === 0 ? radius : -radius, y === 0 ? radius : -radius];
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + inX, y);
    context.arcTo(x, y, x, y + inY, radius);
    context.closePath();
    context.fill();
  }
  // A thin edge, since a backdrop may have the colour of the page.
  context.globalCompositeOperation = 'source-over';
  context.strokeStyle = EDGE;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(0, 0, width, height, radius);
  context.stroke();
  context.restore();
}

/** Who asks says the question, whatever was said before; nothing lies over it. */
function askingActor({ actors, question }: StageView): Actor | undefined {
  const actor = actors.find((one) => one.key === question?.actorKey);
  return actor && question && { ...actor, bubble: { text: question.text, kind: 'say' } };
}

function paintBackdrop(context: Context, backdrop: PictureSource, scale: number) {
  const bitmap = pictures.bitmap(backdrop, STAGE_WIDTH * scale);
  if (typeof bitmap !== 'string') cover(context, bitmap, bitmap.width, bitmap.height);
}

/** As a mirror shows it, unless the program or the camera's place says otherwise. */
function paintCamera(context: Context, { video, facesAway }: StageCamera, picture: CameraPicture) {
  if (video.readyState < 2 || video.videoWidth === 0) return;
  const mirrored = facesAway === picture.flippedLeftRight;
  context.save();
  context.globalAlpha = 1 - Math.min(Math.max(picture.seeThrough, 0), 100) / 100;
  context.translate(STAGE_WIDTH / 2, STAGE_HEIGHT / 2);
  context.scale(mirrored ? -1 : 1, picture.flippedUpDown ? -1 : 1);
  context.translate(-STAGE_WIDTH / 2, -STAGE_HEIGHT / 2);
  const frame = recentPicture(video);
  cover(context, frame.source, frame.width, frame.height);
  context.restore();
}

/** Fills the stage with the middle of a picture. */
function cover(context: Context, picture: CanvasImageSource, width: number, height: number) {
  const factor = Math.max(STAGE_WIDTH / width, STAGE_HEIGHT / height);
  const wide = STAGE_WIDTH / factor;
  const high = STAGE_HEIGHT / factor;
  const left = (width - wide) / 2;
  const top = (height - high) / 2;
  context.drawImage(picture, left, top, wide, high, 0, 0, STAGE_WIDTH, STAGE_HEIGHT);
}

/** Lines at every 60 units and the numbers along the two axes. */
function paintGrid(context: Context) {
  const { halfWidth, halfHeight } = STAGE;
  context.lineWidth = 1;
  for (let x = -halfWidth; x <= halfWidth; x += 60) line(context, x === 0, x + halfWidth, true);
  for (let y = -120; y <= 120; y += 60) line(context, y === 0, halfHeight - y, false);
  context.font = monitorFont;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  for (let x = -180; x <= 180; x += 60) number(context, x, x + halfWidth, halfHeight + 9);
  context.textAlign = 'left';
  for (const y of [-120, -60, 60, 120]) number(context, y, halfWidth + 4, halfHeight - y);
}

function line(context: Context, isAxis: boolean, at: number, upright: boolean) {
  context.strokeStyle = isAxis ? 'rgb(59 76 202 / 85%)' : 'rgb(59 76 202 / 30%)';
  context.beginPath();
  context.moveTo(upright ? at : 0, upright ? 0 : at);
  context.lineTo(upright ? at : STAGE_WIDTH, upright ? STAGE_HEIGHT : at);
  context.stroke();
}

function number(context: Context, value: number, x: number, y: number) {
  context.lineJoin = 'round';
  context.strokeStyle = 'rgb(255 255 255 / 85%)';
  context.lineWidth = 3;
  context.strokeText(String(value), x, y);
  context.lineWidth = 1;
  context.fillStyle = '#2a3798';
  context.fillText(String(value), x, y);
}
