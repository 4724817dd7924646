/**
 * The pictures of the program as images: loaded once, and kept as bitmaps of the size they are
 * drawn at, because drawing an SVG anew for each of 300 clones is too slow.
 * Never here: where a picture stands.
 */
import type { PictureSource } from '../../api';
import { addressOf, keyOf } from './drawings/addresses';
import { figureOfShape } from './drawings/catalogue';
import type { Size } from './geometry';

/** Units of the longer side of a photo at 100 %. */
const PHOTO_SIDE = 120;
/** Until a photo is there, it is as large as this. */
const UNKNOWN: Size = { width: 100, height: 100 };
/** Pixels of a bitmap's longer side: the powers of two between these. */
const SMALLEST_BITMAP = 32;
const LARGEST_BITMAP = 2048;
/** Bitmaps that are kept; the oldest goes first. */
const MOST_BITMAPS = 160;

export type Drawable = HTMLCanvasElement | HTMLImageElement;
interface Loaded {
  image: HTMLImageElement;
  state: 'loading' | 'ready' | 'failed';
}

class Pictures {
  /**
   * Goes up when a picture has come, or failed to, or letters look different than before: what
   * was drawn is drawn again.
   */
  version = $state(0);
  readonly #loaded = new Map<string, Loaded>();
  readonly #bitmaps = new Map<string, HTMLCanvasElement>();

  /** Units of a picture at 100 %. */
  sizeOf(picture: PictureSource): Size {
    const figure = picture.kind === 'drawn' ? figureOfShape(picture.name) : undefined;
    if (figure) return { width: figure.width, height: figure.height };
    const { image, state } = this.#load(picture);
    const longer = Math.max(image.naturalWidth, image.naturalHeight);
    if (state !== 'ready' || longer === 0) return UNKNOWN;
    const factor = PHOTO_SIDE / longer;
    return { width: image.naturalWidth * factor, height: image.naturalHeight * factor };
  }

  /** The whole picture once it is loaded; `failed` when it never will be. */
  image(picture: PictureSource): HTMLImageElement | 'loading' | 'failed' {
    const { image, state } = this.#load(picture);
    return state === 'ready' ? image : state;
  }

  /** The picture as a bitmap whose longer side has at least `pixels`. */
  bitmap(picture: PictureSource, pixels: number): Drawable | 'loading' | 'failed' {
    const image = this.image(picture);
    if (typeof image === 'string') return image;
    const side = bitmapSide(pixels);
    const key = `${keyOf(picture)}@${side}`;
    const kept = this.#bitmaps.get(key);
    if (kept) return kept;
    const made = drawn(image, side);
    if (!made) return image;
    this.#bitmaps.set(key, made);
    const [oldest] = this.#bitmaps.keys();
    if (this.#bitmaps.size > MOST_BITMAPS && oldest) this.#bitmaps.delete(oldest);
    return made;
  }

  changed() {
    this.version += 1;
  }

  #load(picture: PictureSource): Loaded {
    const key = keyOf(picture);
    const known = this.#loaded.get(key);
    if (known) return known;
    const loaded: Loaded = { image: new Image(), state: 'loading' };
    this.#loaded.set(key, loaded);
    const settle = (state: Loaded['state']) => {
      loaded.state = state;
      // Not at once: a picture may be asked for while something is being drawn.
      queueMicrotask(() => this.changed());
    };
    loaded.image.onload = () => settle('ready');
    loaded.image.onerror = () => settle('failed');
    const address = addressOf(picture);
    if (address) loaded.image.src = address;
    else settle('failed');
    return loaded;
  }
}

/** The next power of two, so that a growing object does not need a new bitmap at every step. */
export function bitmapSide(pixels: number): number {
  let side = SMALLEST_BITMAP;
  while (side < pixels && side < LARGEST_BITMAP) side *= 2;
  return side;
}

function drawn(image: HTMLImageElement, side: number): HTMLCanvasElement | undefined {
  const longer = Math.max(image.naturalWidth, image.naturalHeight);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round((image.naturalWidth / longer) * side));
  canvas.height = Math.max(1, Math.round((image.naturalHeight / longer) * side));
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

export const pictures = new Pictures();
