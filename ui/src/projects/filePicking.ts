/** Which of the files that were chosen or dropped is a project. */
import { FILE_ENDING } from '../state/taking.svelte';

/** True where a drag carries files from outside of the window. */
export const carriesFiles = (data: DataTransfer | null) => data?.types.includes('Files') ?? false;

/** The first file that is called like a project. */
export const projectFile = (files: FileList | null | undefined): File | undefined =>
  [...(files ?? [])].find((file) => file.name.toLowerCase().endsWith(FILE_ENDING));
