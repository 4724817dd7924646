/**
 * A camera for those who have none: it shows the example's test pictures, one after the other, as
 * if they were held before it. What comes out is a stream like that of any camera.
 * Never here: the device's camera, what the model says of the pictures.
 */
import { exampleAddress, examplePictures } from '../api';
import type { PracticeSource } from './camera.svelte';

/** As a plain camera gives them. */
const FRAME = { width: 640, height: 480, perSecond: 30 } as const;
/** How long a picture stays when nobody turns it. */
export const TURN_MS = 3000;

/** One of the pictures, ready to be drawn. */
export interface HeldPicture {
  source: CanvasImageSource;
  width: number;
  height: number;
}

export class PracticeCamera implements PracticeSource {
  /** Which picture is held up. */
  index = $state(0);
  count = $state(0);
  #pictures: HeldPicture[] = [];
  #turners = 0;
  #turnedAt = 0;

  constructor(private readonly read: () => Promise<HeldPicture[]>) {}

  async open(): Promise<MediaStream> {
    if (this.#pictures.length === 0) this.#pictures = await this.read();
    if (this.#pictures.length === 0) throw new Error('there are no pictures');
    this.count = this.#pictures.length;
    this.#turnedAt = performance.now();
    return this.#film();
  }

  /** Holds up the next picture, or the one before for -1. */
  turn(by: 1 | -1) {
    if (this.count === 0) return;
    this.index = (this.index + by + this.count) % this.count;
    this.#turnedAt = performance.now();
  }

  /** Holds up one after the other until the function that comes back is called. */
  turnByItself(): () => void {
    this.#turners++;
    this.#turnedAt = performance.now();
    let turning = true;
    return () => {
      if (turning) this.#turners--;
      turning = false;
    };
  }

  #film(): MediaStream {
    const canvas = document.createElement('canvas');
    canvas.width = FRAME.width;
    canvas.height = FRAME.height;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('there is nothing to draw on');
    const step = () => {
      const now = performance.now();
      if (this.#turners > 0 && now - this.#turnedAt >= TURN_MS) this.turn(1);
      const picture = this.#pictures[this.index];
      if (picture) drawHeld(context, picture);
    };
    step();
    const stream = canvas.captureStream(FRAME.perSecond);
    // A camera films also what stands still: a stream that is not drawn on gives no frames.
    const timer = setInterval(() => {
      if (stream.getVideoTracks().every((track) => track.readyState === 'ended'))
        clearInterval(timer);
      else step();
    }, 1000 / FRAME.perSecond);
    return stream;
  }
}

/** The picture fills the centre square, which is what the model sees; its colours go on beside. */
function drawHeld(context: CanvasRenderingContext2D, picture: HeldPicture) {
  const { width, height } = FRAME;
  const edge = 1;
  const left = (width - height) / 2;
  const { source } = picture;
  context.drawImage(source, 0, 0, edge, picture.height, 0, 0, left, height);
  context.drawImage(
    source,
    picture.width - edge,
    0,
    edge,
    picture.height,
    left + height,
    0,
    left,
    height,
  );
  context.drawImage(source, left, 0, height, height);
}

async function readExample(): Promise<HeldPicture[]> {
  const pictures = await examplePictures();
  return Promise.all(
    pictures.map(async (picture) => {
      // Fetched, not loaded as an image: pixels of another origin could not be read back.
      const response = await fetch(exampleAddress(picture));
      if (!response.ok) throw new Error(`status ${response.status}`);
      const source = await createImageBitmap(await response.blob());
      return { source, width: source.width, height: source.height };
    }),
  );
}

/** The practice camera of this window. */
export const practiceCamera = new PracticeCamera(readExample);
