/** Where the files of the drawings are. Never here: what they are called and how large they are. */
import { exampleAddress, pictureAddress, type PictureSource } from '../../../api';

const files = import.meta.glob<string>('./{objects,backdrops}/*.svg', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** The address of a drawing, an object's or a backdrop; undefined when there is none so named. */
export function drawnAddress(name: string): string | undefined {
  return files[`./objects/${name}.svg`] ?? files[`./backdrops/${name}.svg`];
}

/** The address of any picture of the program; undefined for a drawing that this app lacks. */
export function addressOf(picture: PictureSource): string | undefined {
  if (picture.kind === 'drawn') return drawnAddress(picture.name);
  return picture.kind === 'example'
    ? exampleAddress({ index: picture.index })
    : pictureAddress(picture.id);
}

/** Tells pictures apart. */
export function keyOf(picture: PictureSource): string {
  if (picture.kind === 'drawn') return `drawn:${picture.name}`;
  return picture.kind === 'example' ? `example:${picture.index}` : `kept:${picture.id}`;
}
