/** Where the window is: starting, not started, at home, or in a project; and what it asks. */
import * as api from '../api';
import { locale, t } from '../i18n/index.svelte';
import { library } from './library.svelte';
import { notices } from './notices.svelte';
import { preferences } from './preferences.svelte';
import { OpenProject } from './project.svelte';

/** The places of a project. */
export type Place = 'teach' | 'code';

/** What is shown at home or in front of the project: the main thing, or a page of its own. */
export type Page = 'main' | 'bin' | 'privacy';

/** Something that only the user can decide, asked by a dialog. */
export type Question =
  | { kind: 'busy'; id: api.ProjectId; name: string }
  /** `isRefused`: a file that was to be taken in, and lies aside. */
  | {
      kind: 'rescue';
      id: api.ProjectId;
      name: string;
      problem: api.ErrorView;
      isRefused: boolean;
    }
  /** `id` is null for the open project. */
  | { kind: 'copy'; id: api.ProjectId | null; name: string };

/** What a project that is to be opened is known by. */
type Wanted = { id?: api.ProjectId; name?: string };

type Phase = 'starting' | 'failed' | 'home' | 'project';

/** Failures that are about the file as it is: trying again changes nothing. */
const ABOUT_THE_FILE: ReadonlySet<api.ErrorCode> = new Set<api.ErrorCode>([
  'project_damaged',
  'project_foreign',
  'project_newer',
]);

class App {
  phase = $state<Phase>('starting');
  /** Where in the project the user is. */
  place = $state<Place>('teach');
  page = $state<Page>('main');
  project = $state.raw<OpenProject>();
  /** Why the app could not start, or what did not work while it started. */
  problem = $state.raw<api.ErrorView | null>(null);
  question = $state.raw<Question>();
  /** What is being opened now, so that the pressed card can show it. */
  opening = $state<string>();

  /** Draws the window for the first time, with the project that was open last. */
  async start() {
    this.phase = 'starting';
    try {
      await this.#watch();
      this.#show(await api.start());
    } catch (thrown) {
      this.problem = api.AppError.from(thrown);
      this.phase = 'failed';
    }
  }

  /** Makes a project and goes into it. */
  create = (name: string, classNames: string[]) =>
    this.openBy('new', () => api.createProject(name, classNames));

  /** Makes a project of the built-in example and goes into it. */
  openExample = async (place: Place = 'teach') => {
    const opened = await this.openBy('example', () => api.openExample(locale.language));
    if (opened) this.place = place;
  };

  /** Opens a project, or asks what to do when it cannot be opened as it is. */
  async open({ id, name, problem }: api.ProjectCard) {
    if (problem) this.question = { kind: 'rescue', id, name, problem, isRefused: false };
    else await this.openBy(id, () => api.openProject(id), { id, name });
  }

  /** Leaves the project; everything in it is saved already. */
  async goHome() {
    this.project?.leave();
    try {
      const view = await api.closeProject();
      this.#leave();
      library.apply(view.library);
      this.problem = null;
    } catch (thrown) {
      notices.problem(thrown);
    }
  }

  /** What happens without being asked for comes from now on. */
  #watch() {
    return api.watch((event) => {
      if (event.kind === 'project_taken') void this.taken(event.id);
      else if (event.kind === 'project_moved') this.#moved(event.id);
      else void this.#arrived();
    });
  }

  /** Another copy of the app took the open project, with all that is in it. */
  async taken(id: api.ProjectId) {
    if (this.project?.view.id !== id) return;
    const { name } = this.project.view;
    this.#leave();
    notices.show({ tone: 'plain', text: t('projects:busy.taken', { name }), stays: true });
    await library.refresh();
  }

  /** The file of the open project is gone: nothing more can be kept in it. */
  #moved(id: api.ProjectId) {
    if (this.project?.view.id === id) this.problem = { code: 'project_moved', detail: {} };
  }

  /** The user opened a file with the app while it runs; a start takes it in. */
  async #arrived() {
    this.project?.leave();
    try {
      this.#show(await api.start());
    } catch (thrown) {
      notices.problem(thrown);
    }
  }

  /** Erases all projects and all choices; what follows is as on a first start. */
  async eraseEverything(): Promise<boolean> {
    try {
      const view = await api.eraseEverything();
      this.#leave();
      this.#show(view);
      notices.show({ tone: 'good', text: t('projects:privacy.all_erased') });
      return true;
    } catch (thrown) {
      notices.problem(thrown);
      return false;
    }
  }

  dismissProblem() {
    this.problem = null;
  }

  /**
   * Opens a project by whatever gives one; nothing opens meanwhile. `open` gives nothing when the
   * user has changed their mind. `wanted` is the project that it is about, where that is known.
   */
  async openBy(
    what: string,
    open: () => Promise<api.ProjectView | undefined>,
    wanted?: Wanted,
  ): Promise<boolean> {
    if (this.opening !== undefined) return false;
    this.opening = what;
    this.project?.leave();
    try {
      const view = await open();
      if (view) this.#enter(view);
      return view !== undefined;
    } catch (thrown) {
      this.#explain(api.AppError.from(thrown), wanted);
      return false;
    } finally {
      this.opening = undefined;
    }
  }

  /** Says why a project could not be opened, with a way on where there is one. */
  #explain(problem: api.AppError, { id, name = '' }: Wanted = {}) {
    const refused = problem.detail['refused'];
    if (refused !== undefined)
      this.question = { kind: 'rescue', id: refused, name, problem, isRefused: true };
    else if (id !== undefined && problem.code === 'project_busy')
      this.question = { kind: 'busy', id, name };
    else if (id !== undefined && ABOUT_THE_FILE.has(problem.code))
      this.question = { kind: 'rescue', id, name, problem, isRefused: false };
    else notices.problem(problem);
  }

  #show(view: api.StartView) {
    preferences.apply(view.preferences);
    library.apply(view.library);
    this.problem = null;
    if (view.problem?.detail['refused'] !== undefined)
      this.#explain(api.AppError.from(view.problem));
    else this.problem = view.problem;
    if (view.project) this.#enter(view.project);
    else {
      this.project = undefined;
      this.phase = 'home';
    }
  }

  #enter(view: api.ProjectView) {
    this.place = 'teach';
    this.page = 'main';
    this.question = undefined;
    this.project = new OpenProject(view);
    this.phase = 'project';
  }

  #leave() {
    this.project = undefined;
    this.page = 'main';
    this.question = undefined;
    this.phase = 'home';
  }
}

export const app = new App();
