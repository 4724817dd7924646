/** Undo and redo of the open project. Each says what it did: it may lie in another place. */
import * as api from '../api';
import { t } from '../i18n/index.svelte';
import { notices, type Notice } from './notices.svelte';
import type { OpenProject } from './project.svelte';

type Action = NonNullable<Notice['action']>;

/** Takes back the newest change; nothing happens when there is none. */
export async function undo(project: OpenProject) {
  const what = project.view.status.history.undo;
  if (!what || !(await step(project, api.undo))) return;
  tell('undone', what, { label: t('shell:header.redo'), run: () => void redo(project) });
}

/** Does again what was taken back last; nothing happens when there is none. */
export async function redo(project: OpenProject) {
  const what = project.view.status.history.redo;
  if (!what || !(await step(project, api.redo))) return;
  tell('redone', what, { label: t('shell:header.undo'), run: () => void undo(project) });
}

async function step(project: OpenProject, move: () => Promise<api.ProjectView>): Promise<boolean> {
  try {
    project.apply(await move());
    return true;
  } catch (thrown) {
    notices.problem(thrown);
    return false;
  }
}

/** Says what a step did, in the same words for all of them. */
function tell(done: 'undone' | 'redone', operation: api.Operation, action: Action) {
  const what = t(`shell:operation.${operation}`);
  offer(t(`shell:header.${done}`, { what }), action);
}

/** A notice with a button about the newest change, gone with the next: it must mean what it says. */
export function offer(text: string, action: Action) {
  const notice = notices.show({ tone: 'plain', text, action });
  const stop = api.watchChanges((pending) => {
    if (pending === 0) return;
    notices.dismiss(notice);
    stop();
  });
}
