/** What is said of a file that does not open as a project does. */
import type { ErrorView, ProjectCard } from '../api';
import { t } from '../i18n/index.svelte';

/** The project with a name: that of a file may not read. */
export const named = (card: ProjectCard): ProjectCard =>
  card.name === '' ? { ...card, name: t('projects:card.unnamed') } : card;

/** What is the matter with it, in few words. */
export function troubleOf({ code }: ErrorView): string {
  if (code === 'project_damaged') return t('projects:card.damaged');
  if (code === 'project_foreign') return t('projects:card.foreign');
  if (code === 'project_newer') return t('projects:card.newer');
  return t('projects:card.trouble');
}
