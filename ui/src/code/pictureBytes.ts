/**
 * A picture of the program as the bytes of a picture file, for the model. Photos go as they are
 * kept; a drawing is laid whole on a white square, because the model sees the centre square only.
 */
import type { PictureSource } from '../api';
import { addressOf } from './stage/drawings/addresses';

/** Pixels of a drawing's square; the model sees 224 of them. */
const SIDE = 448;
/** Of the square, for the drawing; the rest is its frame. */
const FILLED = 0.9;

/** Rejects when the picture is gone or cannot be read. */
export async function pictureBytes(picture: PictureSource): Promise<ArrayBuffer> {
  const address = addressOf(picture);
  if (!address) throw new Error('there is no such picture');
  if (picture.kind === 'drawn') return (await squareOf(address)).arrayBuffer();
  const response = await fetch(address);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.arrayBuffer();
}

async function squareOf(address: string): Promise<Blob> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('there is nothing to draw on');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, SIDE, SIDE);
  const factor = (SIDE * FILLED) / Math.max(image.naturalWidth, image.naturalHeight);
  const [width, height] = [image.naturalWidth * factor, image.naturalHeight * factor];
  context.drawImage(image, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the drawing could not be read back');
  return blob;
}
