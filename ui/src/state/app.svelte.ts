/** Where the window is: starting, not started, at home, or in a project. */
import * as api from '../api';
import { locale } from '../i18n/index.svelte';
import { notices } from './notices.svelte';
import { preferences } from './preferences.svelte';
import { OpenProject } from './project.svelte';

/** The places of a project. */
export type Place = 'teach' | 'code';

type Phase = 'starting' | 'failed' | 'home' | 'project';

class App {
  phase = $state<Phase>('starting');
  /** Where in the project the user is. */
  place = $state<Place>('teach');
  project = $state.raw<OpenProject>();
  library = $state.raw<api.LibraryView>({ projects: [], bin: [] });
  /** Why the app could not start, or what did not work while it started. */
  problem = $state.raw<api.ErrorView | null>(null);
  /** What is being opened now, so that the pressed card can show it. */
  opening = $state<string>();

  /** Draws the window for the first time, with the project that was open last. */
  async start() {
    this.phase = 'starting';
    try {
      const view = await api.start();
      preferences.apply(view.preferences);
      this.library = view.library;
      this.problem = view.problem;
      if (view.project) this.#enter(view.project);
      else this.phase = 'home';
    } catch (thrown) {
      this.problem = api.AppError.from(thrown);
      this.phase = 'failed';
    }
  }

  /** Makes a project and goes into it. */
  create = (name: string, classNames: string[]) =>
    this.#open('new', () => api.createProject(name, classNames));

  /** Makes a project of the built-in example and goes into it. */
  openExample = async (place: Place = 'teach') => {
    const opened = await this.#open('example', () => api.openExample(locale.language));
    if (opened) this.place = place;
  };

  open = (id: api.ProjectId) => this.#open(id, () => api.openProject(id));

  /** Leaves the project; everything in it is saved already. */
  async goHome() {
    this.project?.leave();
    try {
      const view = await api.closeProject();
      this.project = undefined;
      this.library = view.library;
      this.problem = null;
      this.phase = 'home';
    } catch (thrown) {
      notices.problem(thrown);
    }
  }

  dismissProblem() {
    this.problem = null;
  }

  async #open(what: string, open: () => Promise<api.ProjectView>) {
    if (this.opening !== undefined) return false;
    this.opening = what;
    this.project?.leave();
    try {
      this.#enter(await open());
      return true;
    } catch (thrown) {
      notices.problem(thrown);
      return false;
    } finally {
      this.opening = undefined;
    }
  }

  #enter(view: api.ProjectView) {
    this.place = 'teach';
    this.project = new OpenProject(view);
    this.phase = 'project';
  }
}

export const app = new App();
