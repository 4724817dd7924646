/**
 * Which files were dropped, pasted or chosen. A folder is walked through; what systems leave
 * in folders for themselves is passed over. Never here: the contents of files.
 */

/** What a dropped or chosen folder has besides pictures, without the user's doing. */
const SYSTEM_FILES = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', 'icon\r']);
const SYSTEM_FOLDERS = new Set(['__macosx', '$recycle.bin']);

/** True for a hidden file or one that a system keeps in folders. */
export function isSystemFile(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.at(-1) ?? '';
  return (
    SYSTEM_FILES.has(name) || parts.some((part) => part.startsWith('.') || SYSTEM_FOLDERS.has(part))
  );
}

/** The files of a chosen folder. */
export function filesOfFolder(files: Iterable<File>): File[] {
  return [...files].filter((file) => !isSystemFile(file.webkitRelativePath || file.name));
}

/**
 * The files of a drop, those in folders included, in the order of their names.
 * Must be called while the event is handled: afterwards its data is gone.
 */
export function droppedFiles(data: DataTransfer): Promise<File[]> {
  const items = [...data.items].filter((item) => item.kind === 'file');
  if (items.length === 0) return Promise.resolve([...data.files]);
  const lists = items.map((item) => {
    const entry = item.webkitGetAsEntry?.();
    if (entry?.isDirectory) return filesUnder(entry);
    // Straight from the drop: an entry may refuse to give a file that is not on the disk.
    const file = item.getAsFile();
    return Promise.resolve(file ? [file] : []);
  });
  return Promise.all(lists).then((all) => all.flat());
}

/** The pictures of a paste. */
export function pastedFiles(data: DataTransfer | null): File[] {
  if (!data) return [];
  if (data.files.length > 0) return [...data.files];
  return [...data.items].flatMap((item) => (item.kind === 'file' ? (item.getAsFile() ?? []) : []));
}

async function filesUnder(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File | undefined>((resolve) => {
      // A file that went away meanwhile is as if it had never been there.
      (entry as FileSystemFileEntry).file(resolve, () => resolve(undefined));
    });
    return file ? [file] : [];
  }
  const children = await entriesOf(entry as FileSystemDirectoryEntry);
  children.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const files: File[] = [];
  for (const child of children)
    if (!isSystemFile(child.name)) files.push(...(await filesUnder(child)));
  return files;
}

/** All entries of a folder: the reader gives them in parts, and an empty part at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (part.length === 0) return all;
    all.push(...part);
  }
}
