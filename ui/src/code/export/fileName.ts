/** Makes a name that every system accepts for a file, and that leads to no other folder. */

const LONGEST = 80;
/** Windows keeps these for devices, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
/** What separates folders, what Windows refuses, and what cannot be seen. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** `name` without what is not allowed, and with the ending. */
export function fileName(name: string, ending: string): string {
  const plain = [...name.normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/g, ' ')]
    .slice(0, LONGEST)
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const usable = plain === '' || RESERVED.test(plain) ? 'nunchi' : plain;
  return `${usable}.${ending}`;
}
