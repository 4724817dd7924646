/** Which of the files that were chosen or dropped is a project. */
import { FILE_ENDING } from '../state/taking.svelte';

/** The first file that is called like a project. */
export const projectFile = (files: FileList | null | undefined): File | undefined =>
  [...(files ?? [])].find((file) => file.name.toLowerCase().endsWith(FILE_ENDING));
