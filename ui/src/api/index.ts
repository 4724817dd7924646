/**
 * One typed function for each command of the app, and the addresses of its pictures.
 * Never here: state, components, sentences.
 */
import { convertFileSrc } from '@tauri-apps/api/core';
import { call, callBytes, callWatched, changing, settled } from './call';
import type {
  AddedPhoto,
  AppEvent,
  ClassId,
  Conditions,
  CopyKind,
  ExamplePicture,
  ImportId,
  Language,
  LibraryView,
  Operation,
  PhotoDetails,
  PhotoId,
  PhotoView,
  PictureId,
  PictureView,
  Prediction,
  Preferences,
  PrivacyView,
  ProgramChange,
  ProgramSaved,
  ProgramView,
  ProjectId,
  ProjectView,
  RescueView,
  SavedCopy,
  SquareView,
  StartView,
  TestedPicture,
  TrainEvent,
  TrainOutcome,
} from './generated';

export { AppError, watchChanges } from './call';
export type * from './generated';

/* The app as a whole */
export const start = () => settled().then(() => call<StartView>('start'));
/** Has what happens without being asked for told to `onEvent`, from now on. */
export const watch = (onEvent: (event: AppEvent) => void) =>
  callWatched<AppEvent, void>('watch', onEvent);
/** What the app keeps of the user, and where. */
export const privacy = () => settled().then(() => call<PrivacyView>('privacy'));
/** All projects, the bin, refused files and preferences, for good. */
export const eraseEverything = () =>
  settled().then(() => changing(call<StartView>('erase_everything')));
export const setPreferences = (preferences: Preferences) =>
  call<Preferences>('set_preferences', { preferences });

/* Projects */
export const createProject = (name: string, classNames: string[]) =>
  changing(call<ProjectView>('create_project', { name, classNames }));
export const openExample = (language: Language) =>
  settled().then(() => call<ProjectView>('open_example', { language }));
export const openProject = (projectId: ProjectId) =>
  settled().then(() => call<ProjectView>('open_project', { projectId }));
/** Another copy of the app has the project open, which saves and closes it first. */
export const takeOver = (projectId: ProjectId) =>
  settled().then(() => call<ProjectView>('take_over', { projectId }));
/** What was changed belongs to the project that is left: it is kept before another is opened. */
export const closeProject = () => settled().then(() => call<StartView>('close_project'));
export const listProjects = () => call<LibraryView>('list_projects');
/** Another project of all that is in one, under a name of its own. */
export const duplicateProject = (projectId: ProjectId, name: string) =>
  settled().then(() => changing(call<LibraryView>('duplicate_project', { projectId, name })));
export const renameProject = (projectId: ProjectId, name: string) =>
  changing(call<LibraryView>('rename_project', { projectId, name }));
/** The open project is closed first. */
export const binProject = (projectId: ProjectId) =>
  settled().then(() => changing(call<LibraryView>('bin_project', { projectId })));
export const restoreProject = (projectId: ProjectId) =>
  changing(call<LibraryView>('restore_project', { projectId }));
/** For good: of a project in the bin. */
export const eraseProject = (projectId: ProjectId) =>
  changing(call<LibraryView>('erase_project', { projectId }));

/* Copies, in the folder of downloads */
/** Of the open project, with all that was changed until now. */
export const saveCopy = (kind: CopyKind) =>
  settled().then(() => call<SavedCopy>('save_copy', { kind }));
export const copyProject = (projectId: ProjectId, kind: CopyKind) =>
  settled().then(() => call<SavedCopy>('copy_project', { projectId, kind }));

/* Files of projects from elsewhere */
/** Bytes of a file that are sent at once. */
const PIECE = 4 * 1024 * 1024;
/**
 * Takes in a file and opens it; `onProgress` gets the share that is here, 0 to 1. The detail
 * `refused` of a failure names the file for `rescue`.
 */
export async function importProject(
  file: File,
  onProgress: (share: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<ProjectView> {
  await settled();
  const importId = await call<ImportId>('import_begin', { name: file.name });
  try {
    for (let start = 0; start < file.size; start += PIECE) {
      signal?.throwIfAborted();
      onProgress(start / file.size);
      const piece = await file.slice(start, start + PIECE).arrayBuffer();
      await callBytes<void>('import_chunk', piece, { 'import-id': String(importId) });
    }
    signal?.throwIfAborted();
    onProgress(1);
  } catch (thrown) {
    await call<void>('import_cancel', { importId });
    throw thrown;
  }
  return changing(call<ProjectView>('import_finish', { importId }));
}

/* Projects that cannot be opened: of the library, or files that were refused */
export const rescueLook = (projectId: ProjectId) => call<RescueView>('rescue_look', { projectId });
export const rescue = (projectId: ProjectId) =>
  settled().then(() => changing(call<ProjectView>('rescue', { projectId })));
export const discardRefused = (projectId: ProjectId) =>
  call<void>('discard_refused', { projectId });

/* The open project */
export const renameModel = (name: string) => changing(call<ProjectView>('rename_model', { name }));
/** Undo and redo go after the changes that were made before them, however quickly they follow. */
export const undo = () => settled().then(() => changing(call<ProjectView>('undo')));
export const redo = () => settled().then(() => changing(call<ProjectView>('redo')));
/** Nothing that was deleted can be brought back afterwards, and nothing be undone. */
export const forgetDeleted = () =>
  settled().then(() => changing(call<ProjectView>('forget_deleted')));

/* Classes */
export const addClass = (name: string) => changing(call<ProjectView>('add_class', { name }));
export const renameClass = (classId: ClassId, name: string) =>
  changing(call<ProjectView>('rename_class', { classId, name }));
export const recolourClass = (classId: ClassId, colour: number) =>
  changing(call<ProjectView>('recolour_class', { classId, colour }));
export const deleteClass = (classId: ClassId) =>
  changing(call<ProjectView>('delete_class', { classId }));
/** Whatever names the first class means the second one from then on. */
export const mergeClass = (from: ClassId, into: ClassId) =>
  changing(call<ProjectView>('merge_class', { from, into }));

/* Photos */
/** The number of the newest photo that was sent. It goes on when the page is loaded anew. */
let turn = 0;
/** Photos are kept in the order of these calls, also when several are on their way at once. */
export const addPhoto = (classId: ClassId, bytes: Uint8Array | ArrayBuffer) => {
  const after = turn;
  turn = Math.max(turn + 1, Date.now() * 1000);
  const headers = { 'class-id': String(classId), turn: String(turn), after: String(after) };
  return changing(callBytes<AddedPhoto>('add_photo', bytes, headers));
};
export const deletePhotos = (photoIds: PhotoId[]) =>
  changing(call<ProjectView>('delete_photos', { photoIds }));
export const movePhotos = (photoIds: PhotoId[], classId: ClassId) =>
  changing(call<ProjectView>('move_photos', { photoIds, classId }));
export const photoDetails = (photoId: PhotoId) => call<PhotoDetails>('photo_details', { photoId });
export const adjustSquare = (photoId: PhotoId, square: SquareView) =>
  changing(call<ProjectView>('adjust_square', { photoId, square }));

/* Training */
export const setConditions = (conditions: Conditions) =>
  changing(call<ProjectView>('set_conditions', { conditions }));
export const train = (onEvent: (event: TrainEvent) => void) =>
  callWatched<TrainEvent, TrainOutcome>('train', onEvent);
export const cancelTraining = () => call<void>('cancel_training');

/* Recognising */
export const recognise = (bytes: Uint8Array | ArrayBuffer) =>
  callBytes<Prediction>('recognise', bytes);
/** `rgba`: a square of `side` x `side` pixels, 4 bytes each, unmirrored. */
export const recogniseFrame = (side: number, rgba: Uint8Array) =>
  callBytes<Prediction>('recognise_frame', rgba, { side: String(side) });
/** As `recognise`, with the photos of the project that look most like it. */
export const testPicture = (bytes: Uint8Array | ArrayBuffer) =>
  callBytes<TestedPicture>('test_picture', bytes);
export const examplePictures = () => call<ExamplePicture[]>('example_pictures');

/* The block programs */
export const readProgram = () => call<ProgramView>('read_program');
/** One step that can be undone: `operation` names it. */
export const changeProgram = (operation: Operation, changes: ProgramChange[]) =>
  call<ProgramSaved>('change_program', { operation, changes });
/** Counts work on the program as a change that is on its way to the disk, its waiting included. */
export const changingProgram = <Answer>(work: Promise<Answer>) => changing(work);
/** Keeps a picture file for the program, at 960 px or less, with its own proportions. */
export const addPicture = (bytes: Uint8Array | ArrayBuffer) =>
  changing(callBytes<PictureView>('add_picture', bytes));

/* Files of the user */
/** Saves a new file in the folder of downloads and answers its path. */
export const saveFile = (name: string, bytes: Uint8Array | ArrayBuffer) =>
  callBytes<string>('save_file', bytes, { name: encodeURIComponent(name) });

/* Pictures, by the app's own address scheme */
/** The square of a photo, as it is learned. */
export const thumbnailAddress = (photo: PhotoView) =>
  `${convertFileSrc(`thumbnail/${photo.id}`, 'photo').replace('%2F', '/')}?${photo.revision}`;
/** The whole kept photo. */
export const photoAddress = (photoId: PhotoId) =>
  convertFileSrc(`photo/${photoId}`, 'photo').replace('%2F', '/');
/** A test picture of the example project. */
export const exampleAddress = (picture: ExamplePicture) =>
  convertFileSrc(`example/${picture.index}`, 'photo').replace('%2F', '/');
/** A picture that the program keeps. */
export const pictureAddress = (pictureId: PictureId) =>
  convertFileSrc(`picture/${pictureId}`, 'photo').replace('%2F', '/');
/** A photo on the card of a project, which need not be open. */
export const coverAddress = (projectId: ProjectId, photoId: PhotoId) =>
  convertFileSrc(`cover/${projectId}/${photoId}`, 'photo').replaceAll('%2F', '/');
