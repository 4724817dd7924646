/** Undo and redo of the open project. */
import * as api from '../api';
import { notices } from './notices.svelte';
import type { OpenProject } from './project.svelte';

async function step(project: OpenProject, move: () => Promise<api.ProjectView>) {
  try {
    project.apply(await move());
  } catch (thrown) {
    notices.problem(thrown);
  }
}

/** Takes back the newest change; nothing happens when there is none. */
export async function undo(project: OpenProject) {
  if (project.view.status.history.undo) await step(project, api.undo);
}

/** Does again what was taken back last; nothing happens when there is none. */
export async function redo(project: OpenProject) {
  if (project.view.status.history.redo) await step(project, api.redo);
}
