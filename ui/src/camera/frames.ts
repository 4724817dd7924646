/**
 * Pictures out of a live video: always the centre square of the camera's own pixels, never
 * mirrored, whatever the preview shows.
 */

/** Longest side of a photo, in pixels; the app keeps no more. */
const PHOTO_SIDE = 1024;
/** Pixels of a side of a frame, as the network takes them. */
export const FRAME_SIDE = 224;
const JPEG_QUALITY = 0.92;
/** A camera is on a moment before its first picture; a photo waits so long for it. */
export const FIRST_PICTURE_MS = 3000;

export interface Square {
  left: number;
  top: number;
  side: number;
}

/** The largest square in the middle; an odd pixel is lost on the right or at the bottom. */
export function centreSquare(width: number, height: number): Square {
  const side = Math.min(width, height);
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), side };
}

/** Something that can be drawn, with its size in pixels. */
export interface Picture {
  source: CanvasImageSource;
  width: number;
  height: number;
}

export const pictureOfVideo = (video: HTMLVideoElement): Picture => ({
  source: video,
  width: video.videoWidth,
  height: video.videoHeight,
});

/** A camera gives about thirty pictures a second; a younger one is the same. */
const FRAME_AGE_MS = 30;

interface Kept {
  canvas: HTMLCanvasElement;
  at: number;
}
const kept = new WeakMap<HTMLVideoElement, Kept>();

/**
 * The picture of this moment, for all who ask within the time of one frame: taking it out of the
 * video costs a web view that draws without help some ten milliseconds, drawing it again nothing.
 */
export function recentPicture(video: HTMLVideoElement, now = performance.now()): Picture {
  const { videoWidth: width, videoHeight: height } = video;
  const frame = kept.get(video) ?? { canvas: document.createElement('canvas'), at: -Infinity };
  if (now - frame.at < FRAME_AGE_MS) return { source: frame.canvas, ...sizeOf(frame.canvas) };
  if (width === 0 || height === 0) return pictureOfVideo(video);
  if (frame.canvas.width !== width) frame.canvas.width = width;
  if (frame.canvas.height !== height) frame.canvas.height = height;
  const context = frame.canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return pictureOfVideo(video);
  context.drawImage(video, 0, 0, width, height);
  kept.set(video, { ...frame, at: now });
  return { source: frame.canvas, width, height };
}

const sizeOf = ({ width, height }: HTMLCanvasElement) => ({ width, height });

/** Draws the centre square over the whole of a canvas of `side` x `side` pixels. */
export function drawSquare(picture: Picture, canvas: HTMLCanvasElement, side: number) {
  // The canvas is read back at once, so it is kept where reading is cheap.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || picture.width === 0 || picture.height === 0) return null;
  if (canvas.width !== side) canvas.width = side;
  if (canvas.height !== side) canvas.height = side;
  const from = centreSquare(picture.width, picture.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture.source, from.left, from.top, from.side, from.side, 0, 0, side, side);
  return context;
}

/** Waits for a picture to draw, but not for ever; false when none came. */
function firstPicture(video: HTMLVideoElement): Promise<boolean> {
  const events = ['loadeddata', 'playing', 'resize'];
  return new Promise((resolve) => {
    const answer = () => {
      clearTimeout(timer);
      for (const event of events) video.removeEventListener(event, look);
      resolve(hasPicture(video));
    };
    const look = () => {
      if (hasPicture(video)) answer();
    };
    const timer = setTimeout(answer, FIRST_PICTURE_MS);
    for (const event of events) video.addEventListener(event, look);
    look();
  });
}

const hasPicture = (video: HTMLVideoElement) =>
  video.videoWidth > 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;

/**
 * The picture of this moment as a square JPEG, or the first one of a camera that has just come on;
 * null when the camera gives none.
 */
export async function takePhoto(video: HTMLVideoElement): Promise<Blob | null> {
  if (!(await firstPicture(video))) return null;
  const picture = pictureOfVideo(video);
  const canvas = document.createElement('canvas');
  const side = Math.min(picture.width, picture.height, PHOTO_SIDE);
  if (!drawSquare(picture, canvas, side)) return null;
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
}

/**
 * A picture as `side` x `side` RGBA bytes, that of this moment when no other is given; null while
 * there is none yet.
 */
export function grabFrame(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  side: number,
  picture = pictureOfVideo(video),
): Uint8Array | null {
  const context = drawSquare(picture, canvas, side);
  if (!context) return null;
  return new Uint8Array(context.getImageData(0, 0, side, side).data.buffer);
}
