import { expect, test } from 'vitest';
import { droppedFiles, filesOfFolder, isSystemFile, pastedFiles } from './folder';

const file = (name: string) => new File(['x'], name);

/** A folder as a drop gives it: read in parts of two, as browsers read in parts of a hundred. */
type Tree = { [name: string]: Tree | null };
function entry(name: string, tree: Tree | null): FileSystemEntry {
  if (tree === null)
    return {
      name,
      isFile: true,
      isDirectory: false,
      file: (done: (file: File) => void) => done(file(name)),
    } as unknown as FileSystemEntry;
  const children = Object.entries(tree).map(([child, below]) => entry(child, below));
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader() {
      let at = 0;
      return {
        readEntries: (done: (part: unknown) => void) => done(children.slice(at, (at += 2))),
      };
    },
  } as unknown as FileSystemEntry;
}
const drop = (...entries: FileSystemEntry[]) => {
  const items = entries.map((one) => ({
    kind: 'file',
    webkitGetAsEntry: () => one,
    getAsFile: () => file(one.name),
  }));
  return { items, files: [] } as never;
};

const namesOf = (files: File[]) => files.map((one) => one.name);

test('a dropped folder gives all its files, those below it too', async () => {
  const tree = { 'b10.png': null, 'b9.png': null, inner: { 'c.jpg': null }, 'a.jpg': null };
  const files = await droppedFiles(drop(entry('folder', tree)));
  expect(namesOf(files)).toEqual(['a.jpg', 'b9.png', 'b10.png', 'c.jpg']);
});

test('what a system leaves in a folder is passed over', async () => {
  const tree = {
    '.DS_Store': null,
    '._a.jpg': null,
    'Thumbs.db': null,
    'desktop.ini': null,
    '.hidden': { 'x.jpg': null },
    __MACOSX: { 'a.jpg': null },
    'a.jpg': null,
    'notes.txt': null,
  };
  const files = await droppedFiles(drop(entry('folder', tree)));
  expect(namesOf(files)).toEqual(['a.jpg', 'notes.txt']);
});

test('a file that is dropped by itself is taken, whatever its name', async () => {
  const files = await droppedFiles(drop(entry('.hidden.jpg', null), entry('b.png', null)));
  expect(namesOf(files)).toEqual(['.hidden.jpg', 'b.png']);
});

test('a file whose entry does not give it is taken from the drop', async () => {
  const refusing = {
    name: 'a.jpg',
    isFile: true,
    isDirectory: false,
    file: (_done: unknown, refuse: () => void) => refuse(),
  } as unknown as FileSystemEntry;
  expect(namesOf(await droppedFiles(drop(refusing)))).toEqual(['a.jpg']);
});

test('a text beside dropped files is no file', async () => {
  const items = [
    { kind: 'string', getAsFile: () => null },
    { kind: 'file', getAsFile: () => file('a.jpg') },
  ];
  expect(namesOf(await droppedFiles({ items, files: [] } as never))).toEqual(['a.jpg']);
});

test('a drop without folders gives its files', async () => {
  const files = await droppedFiles({ items: [], files: [file('a.jpg')] } as never);
  expect(namesOf(files)).toEqual(['a.jpg']);
});

test('a chosen folder is sifted by the whole path', () => {
  const inside = (path: string) =>
    Object.defineProperty(file(path.split('/').at(-1) ?? ''), 'webkitRelativePath', {
      value: path,
    });
  const files = ['cats/a.jpg', 'cats/.git/b.jpg', 'cats/Thumbs.db', 'cats/old/c.bmp'].map(inside);
  expect(namesOf(filesOfFolder(files))).toEqual(['a.jpg', 'c.bmp']);
});

test('a name with a dot inside is not hidden', () => {
  expect(isSystemFile('my.cat.jpg')).toBe(false);
  expect(isSystemFile('.my.cat.jpg')).toBe(true);
});

test('a paste gives files, also where they are only among its items', () => {
  const a = file('a.png');
  expect(pastedFiles(null)).toEqual([]);
  expect(pastedFiles({ files: [a], items: [] } as never)).toEqual([a]);
  const items = [{ kind: 'string' }, { kind: 'file', getAsFile: () => a }];
  expect(pastedFiles({ files: [], items } as never)).toEqual([a]);
});
