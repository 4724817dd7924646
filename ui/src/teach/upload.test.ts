import { expect, test, vi } from 'vitest';
import { AppError, type ErrorCode } from '../api';
import { UploadQueue, type Batch, type Source } from './upload.svelte';

const bytes = new ArrayBuffer(8);
const source = (name: string, changes: Partial<Source> = {}): Source => ({
  name,
  size: 8,
  arrayBuffer: () => Promise.resolve(bytes),
  ...changes,
});
const many = (count: number) => Array.from({ length: count }, (_, i) => source(`${i}.jpg`));

/** A queue whose sends wait until the test lets them go. */
function queue() {
  const waiting: { classId: number; done: () => void; fail: (code: ErrorCode) => void }[] = [];
  const ended: Batch[] = [];
  const upload = new UploadQueue(
    (classId) =>
      new Promise((done, reject) => {
        waiting.push({ classId, done, fail: (code) => reject(new AppError(code)) });
      }),
    (batch) => ended.push(batch),
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const letGo = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      waiting.shift()?.done();
      await settle();
    }
  };
  return { upload, waiting, ended, settle, letGo };
}

test('at most three files are read and sent at a time', async () => {
  const { upload, waiting, settle, letGo } = queue();
  let open = 0;
  let most = 0;
  const counted = many(10).map((one) => ({
    ...one,
    arrayBuffer: () => {
      most = Math.max(most, (open += 1));
      return Promise.resolve(bytes).finally(() => (open -= 1));
    },
  }));
  void upload.add(1, counted);
  await settle();
  expect(waiting).toHaveLength(3);
  await letGo(1);
  expect(waiting).toHaveLength(3);
  await letGo(9);
  expect(most).toBeLessThanOrEqual(3);
});

test('files are sent in the order in which they were given, however long reading takes', async () => {
  const sizes: number[] = [];
  const upload = new UploadQueue((_classId, { byteLength }) => {
    sizes.push(byteLength);
    return Promise.resolve();
  });
  let readFirst = () => {};
  const slow = new Promise<ArrayBuffer>((done) => (readFirst = () => done(new ArrayBuffer(1))));
  const read = (size: number) => () => Promise.resolve(new ArrayBuffer(size));
  void upload.add(1, [
    source('a.jpg', { arrayBuffer: () => slow }),
    source('b.jpg', { arrayBuffer: () => Promise.reject(new Error('gone')) }),
    source('c.jpg', { arrayBuffer: read(3) }),
    source('d.jpg', { arrayBuffer: read(4) }),
  ]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(sizes).toEqual([]);
  readFirst();
  await vi.waitFor(() => expect(sizes).toEqual([1, 3, 4]));
});

test('when all went in, nothing is left to say', async () => {
  const { upload, ended, settle, letGo } = queue();
  void upload.add(1, many(4));
  await settle();
  expect(upload.of(1)).toMatchObject({ phase: 'running', total: 4, added: 0 });
  await letGo(4);
  expect(upload.of(1)).toBeUndefined();
  expect(ended).toMatchObject([{ added: 4, refused: [], unsent: 0, stoppedBy: null }]);
});

test('a file over 10 MB is refused without being read', async () => {
  const { upload, settle } = queue();
  const read = vi.fn();
  const big = source('big.jpg', { size: 10 * 1024 * 1024 + 1, arrayBuffer: read });
  void upload.add(1, [big]);
  await settle();
  expect(read).not.toHaveBeenCalled();
  expect(upload.of(1)).toMatchObject({ refused: [{ name: 'big.jpg', code: 'too_large' }] });
});

test('a file of exactly 10 MB is sent', async () => {
  const { upload, waiting, settle } = queue();
  void upload.add(1, [source('a.jpg', { size: 10 * 1024 * 1024 })]);
  await settle();
  expect(waiting).toHaveLength(1);
});

test('a refused file does not keep the others out, and the summary names it', async () => {
  const { upload, waiting, ended, settle, letGo } = queue();
  const gone = source('gone.jpg', { arrayBuffer: () => Promise.reject(new Error('gone')) });
  void upload.add(1, [gone, source('a.jpg'), source('text.png')]);
  await settle();
  waiting.pop()?.fail('unsupported_format');
  await letGo(1);
  expect(upload.of(1)).toMatchObject({
    phase: 'ended',
    total: 3,
    added: 1,
    refused: [
      { name: 'gone.jpg', code: 'not_a_file' },
      { name: 'text.png', code: 'unsupported_format' },
    ],
  });
  expect(ended).toHaveLength(1);
  upload.dismiss(1);
  expect(upload.of(1)).toBeUndefined();
});

test('cancel keeps what is in, lets the last ones arrive and counts the rest', async () => {
  const { upload, waiting, settle, letGo } = queue();
  void upload.add(1, many(10));
  await settle();
  await letGo(2);
  upload.cancel(1);
  expect(upload.of(1)).toMatchObject({ phase: 'stopping' });
  await letGo(3);
  expect(waiting).toHaveLength(0);
  expect(upload.of(1)).toMatchObject({
    phase: 'ended',
    added: 5,
    unsent: 5,
    stoppedBy: 'user',
  });
});

test('a full disk stops every class, with its reason', async () => {
  const { upload, waiting, settle, letGo } = queue();
  void upload.add(1, many(5));
  void upload.add(2, many(2));
  await settle();
  waiting.shift()?.fail('disk_full');
  await settle();
  await letGo(2);
  expect(upload.of(1)).toMatchObject({ phase: 'ended', added: 2, unsent: 3, refused: [] });
  expect(upload.of(2)).toMatchObject({ phase: 'ended', added: 0, unsent: 2 });
  for (const id of [1, 2]) expect(upload.of(id)?.stoppedBy).toMatchObject({ code: 'disk_full' });
});

test('a class that is gone stops only its own files', async () => {
  const { upload, waiting, settle } = queue();
  void upload.add(1, many(1));
  void upload.add(2, many(1));
  await settle();
  waiting.shift()?.fail('class_not_found');
  await settle();
  expect(upload.of(1)?.phase).toBe('ended');
  expect(upload.of(2)?.phase).toBe('running');
});

test('more files for a class join its upload', async () => {
  const { upload, ended, settle, letGo } = queue();
  void upload.add(1, many(2));
  await settle();
  void upload.add(1, many(3));
  await settle();
  expect(upload.of(1)).toMatchObject({ total: 5 });
  await letGo(5);
  expect(ended).toHaveLength(1);
});

test('while a folder is walked through, that is said, and an empty one ends at once', async () => {
  const { upload, ended, settle } = queue();
  let found: (files: Source[]) => void = () => undefined;
  void upload.add(1, new Promise<Source[]>((resolve) => (found = resolve)));
  expect(upload.of(1)?.phase).toBe('looking');
  found([]);
  await settle();
  expect(upload.of(1)).toBeUndefined();
  expect(ended).toMatchObject([{ total: 0 }]);
});

test('a walk through a folder can be cancelled', async () => {
  const { upload, waiting, settle } = queue();
  let found: (files: Source[]) => void = () => undefined;
  void upload.add(1, new Promise<Source[]>((resolve) => (found = resolve)));
  upload.cancel(1);
  found(many(3));
  await settle();
  expect(waiting).toHaveLength(0);
  expect(upload.of(1)).toMatchObject({ phase: 'ended', total: 3, unsent: 3, stoppedBy: 'user' });
});

test('files that come while an upload is stopping stay out and are counted', async () => {
  const { upload, settle, letGo } = queue();
  void upload.add(1, many(3));
  await settle();
  upload.cancel(1);
  void upload.add(1, many(2));
  await settle();
  await letGo(3);
  expect(upload.of(1)).toMatchObject({ phase: 'ended', total: 5, added: 3, unsent: 2 });
});
