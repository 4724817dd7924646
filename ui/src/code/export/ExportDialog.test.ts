import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { notices } from '../../state/notices.svelte';
import { OpenProject } from '../../state/project.svelte';
import { projectView } from '../../state/testing';
import { block, object, program, whenRun } from '../runtime/testing';
import ExportDialog from './ExportDialog.svelte';

const drawn = vi.hoisted(() => new Map<Blob, string>());
vi.mock('./picture', () => ({
  pngOf: (svg: string) => {
    const blob = new Blob([`png of ${svg}`]);
    drawn.set(blob, `png of ${svg}`);
    return Promise.resolve(blob);
  },
}));

interface Headers {
  name: string;
}
let saved: { name: string; text: string }[] = [];
let answer: () => unknown;
beforeEach(() => {
  saved = [];
  answer = () => '/home/child/program.txt';
  drawn.clear();
  URL.createObjectURL = (blob) => `blob:${drawn.get(blob as Blob)}`;
  URL.revokeObjectURL = () => undefined;
  mockIPC(() => undefined);
  // What `mockIPC` is told leaves the headers out.
  const { __TAURI_INTERNALS__: tauri } = window as unknown as {
    __TAURI_INTERNALS__: { invoke: unknown };
  };
  tauri.invoke = (command: string, bytes: ArrayBuffer, { headers }: { headers: Headers }) => {
    expect(command).toBe('save_file');
    const text = new TextDecoder().decode(new Uint8Array(bytes));
    saved.push({ name: decodeURIComponent(headers.name), text });
    return Promise.resolve().then(answer);
  };
});
afterEach(() => {
  cleanup();
  clearMocks();
  vi.unstubAllGlobals();
  notices.list = [];
});

function dialog(picture = () => '<svg/>') {
  const made = program([object([whenRun(block('show'))])]);
  const project = new OpenProject(projectView({ name: 'My/hands' }));
  return render(ExportDialog, { open: true, project, program: made, picture });
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const toPicture = () => fireEvent.click(screen.getByRole('radio', { name: 'As a picture' }));
const said = () => notices.list.map((one) => one.text);

test('the program can be read before it is saved', () => {
  dialog();
  const preview = screen.getByRole('region', { name: 'The program as text' });
  expect(preview.textContent).toContain('when start is clicked\n    show');
});

test('the text is saved under a name that leads to no other folder', async () => {
  dialog();
  await press('Save as a file');
  await vi.waitFor(() => expect(said()).toEqual(['Saved: /home/child/program.txt']));
  expect(saved[0]?.name).toBe('My hands program.txt');
  expect(saved[0]?.text).toContain('when start is clicked\n    show');
});

test('a disk that is full is said', async () => {
  answer = () => {
    throw { code: 'disk_full', detail: {} };
  };
  dialog();
  await press('Save as a file');
  await vi.waitFor(() => expect(said()[0]).toContain('disk is full'));
});

test('the blocks are saved as a picture of either kind', async () => {
  dialog(() => '<svg>blocks</svg>');
  await toPicture();
  await press('Save as SVG');
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  await vi.waitFor(() => expect(said()).toHaveLength(1));
  await press('Save as PNG');
  await vi.waitFor(() => expect(saved).toHaveLength(2));
  expect(saved).toEqual([
    { name: 'My hands program.svg', text: '<svg>blocks</svg>' },
    { name: 'My hands program.png', text: 'png of <svg>blocks</svg>' },
  ]);
});

test('the picture shows the blocks of the moment at which it is opened', async () => {
  let shown = '<svg>one</svg>';
  const { rerender } = dialog(() => shown);
  await toPicture();
  await rerender({ open: false });
  shown = '<svg>two</svg>';
  await rerender({ open: true });
  const image = await screen.findByRole<HTMLImageElement>('img');
  expect(image.src).toContain('png of <svg>two</svg>');
});

test('without blocks there is no picture to save', async () => {
  dialog(() => '');
  await toPicture();
  expect(screen.getByText('(no blocks yet)')).toBeTruthy();
  for (const name of ['Save as SVG', 'Save as PNG'])
    expect(screen.getByRole<HTMLButtonElement>('button', { name }).disabled).toBe(true);
});

test('the text is copied, by selection where the clipboard is closed', async () => {
  const written: string[] = [];
  vi.stubGlobal('navigator', {
    clipboard: { writeText: (text: string) => Promise.resolve(written.push(text)) },
  });
  dialog();
  await press('Copy');
  await screen.findByText('Copied.');
  expect(written[0]).toContain('when start is clicked');
  cleanup();

  vi.stubGlobal('navigator', {});
  const copied: unknown[] = [];
  document.execCommand = () =>
    copied.push((document.activeElement as HTMLTextAreaElement).value) > 0;
  dialog();
  await press('Copy');
  await screen.findByText('Copied.');
  expect(copied).toEqual([written[0]]);
  expect(document.querySelector('textarea')).toBeNull();
});

test('a text that cannot be copied is said', async () => {
  vi.stubGlobal('navigator', {});
  document.execCommand = () => false;
  dialog();
  await press('Copy');
  await vi.waitFor(() => expect(said()[0]).toContain('could not be copied'));
});
