import { clearMocks } from '@tauri-apps/api/mocks';
import { afterEach, expect, test, vi } from 'vitest';
import type { ErrorView } from '../api';
import { app } from './app.svelte';
import { notices } from './notices.svelte';
import { taking } from './taking.svelte';
import { projectView } from './testing';

const MEGABYTE = 1024 * 1024;

afterEach(() => {
  clearMocks();
  notices.list = [];
  app.question = undefined;
  app.project = undefined;
  app.phase = 'home';
});

/** Rust that takes pieces; `pieces` are their sizes, `refuse` what a command is refused with. */
function rust(refuse: Partial<Record<string, ErrorView>> = {}) {
  const called: string[] = [];
  const pieces: number[] = [];
  const held: { piece: Promise<void> | undefined } = { piece: undefined };
  window.__TAURI_INTERNALS__ = {
    convertFileSrc: (path) => path,
    invoke: async (name, args) => {
      called.push(name);
      if (refuse[name]) throw refuse[name];
      if (name === 'import_begin') return 5;
      if (name === 'import_finish') return projectView({ name: 'Taken' });
      if (name === 'import_chunk') {
        pieces.push((args as ArrayBuffer).byteLength);
        await held.piece;
      }
      return null;
    },
  };
  return { called, pieces, held };
}
const file = (bytes: number, name = 'Fruit.nunchi') => new File([new Uint8Array(bytes)], name);

test('a file goes over piece by piece, and its project is open then', async () => {
  const { called, pieces } = rust();
  await taking.take(file(9 * MEGABYTE));
  expect(pieces).toEqual([4 * MEGABYTE, 4 * MEGABYTE, MEGABYTE]);
  expect(called).toEqual([
    'import_begin',
    'import_chunk',
    'import_chunk',
    'import_chunk',
    'import_finish',
  ]);
  expect(app.project?.view.name).toBe('Taken');
  expect(taking.name).toBeUndefined();
});

test('what is stopped is thrown away, and nothing opens', async () => {
  const { called, held } = rust();
  let go = () => {};
  held.piece = new Promise((resolve) => (go = resolve));
  const taken = taking.take(file(9 * MEGABYTE));
  await vi.waitFor(() => expect(called).toContain('import_chunk'));
  expect(taking.name).toBe('Fruit');
  taking.cancel();
  go();
  await taken;
  expect(called.filter((name) => name === 'import_chunk')).toHaveLength(1);
  expect(called.at(-1)).toBe('import_cancel');
  expect(app.project).toBeUndefined();
  expect(notices.list).toEqual([]);
});

test('a refused file of which something can be rescued is asked about', async () => {
  const problem = { code: 'project_damaged', detail: { refused: 'r1' } } as const;
  const { called } = rust({ import_finish: problem });
  await taking.take(file(10));
  expect(app.question).toMatchObject({ kind: 'rescue', id: 'r1', name: 'Fruit', isRefused: true });
  expect(called).not.toContain('import_cancel');
});

test('a refused file of which nothing can be rescued is a sentence', async () => {
  rust({ import_finish: { code: 'project_foreign', detail: {} } });
  await taking.take(file(10, 'letter.nunchi'));
  expect(app.question).toBeUndefined();
  expect(notices.list).toMatchObject([{ tone: 'problem' }]);
});

test('a disk that is full in the middle is said, and what is over is thrown away', async () => {
  const { called } = rust({ import_chunk: { code: 'disk_full', detail: {} } });
  await taking.take(file(10));
  expect(called.at(-1)).toBe('import_cancel');
  expect(notices.list[0]?.text).toContain('full');
  expect(app.opening).toBeUndefined();
});

test('a file that is gone before it was read is said', async () => {
  rust();
  const slice = () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) as Blob;
  await taking.take({ name: 'a.nunchi', size: 10, slice } as File);
  expect(notices.list[0]?.text).toBe('This is not a file that can be read.');
});
