/**
 * One Blockly workspace in the page: loads a program, reports every finished change as a text,
 * shows what runs. Never here: the project, dialogs, what blocks do.
 */
import * as Blockly from 'blockly/core';
import { addBin } from './bin';
import { listenToButtons } from './buttons';
import { choiceFields } from './choiceField';
import { NOTE_MOVED } from './comments';
import { setContext, type Context } from './context';
import { recallNames } from './define';
import { followDefinitions } from './functionCalls';
import { Marks } from './marks';
import { refreshNote } from './notes';
import { RENDERER } from './renderer';
import { Room } from './room';
import { readProgram, writeProgram } from './saved';
import { setUp } from './setUp';
import { signOf } from './surroundings';
import { themes } from './theme';
import { toolboxDefinition } from './toolbox';
import { FLYOUT } from './toolboxItems';
import { recall, remember, showFromStart, startScale } from './view';

const { Events } = Blockly;

export type ThemeName = keyof typeof themes;

/** What could not be loaded as it was. */
export type LoadProblem = 'broken' | 'unknown_blocks';

export interface EditorOptions {
  context: Context;
  theme: ThemeName;
  bin: HTMLElement;
  /** A finished change by the user. */
  onblocks: (object: string, text: string) => void;
  onproblem: (problem: LoadProblem) => void;
  /** The button for variables and lists in the toolbox. */
  onmanage: () => void;
  /** Whether there is nothing in the workspace; told again and again. */
  onempty: (isEmpty: boolean) => void;
}

/** While something is pulled, it is not told at every step. */
const PULLING_MS = 400;

/** Does something of which Blockly is not to tell. */
export function silently<T>(act: () => T): T {
  Events.disable();
  try {
    return act();
  } finally {
    Events.enable();
  }
}

const isOnBlock = ({ targetType }: Blockly.Events.Click) => String(targetType) === 'block';

export class BlockEditor {
  readonly workspace: Blockly.WorkspaceSvg;
  readonly marks: Marks;
  #room: Room;
  #object = '';
  /** The texts that were last loaded and reported: when they come back, nothing is new. */
  #loaded: string | undefined;
  #told: string | undefined;
  /** Of the surroundings that the blocks show. */
  #sign = '';
  /** What the program is without the next change of the user. */
  #baseline = '';
  #pending: ReturnType<typeof setTimeout> | undefined;
  /** What was said already: the object and the problem. */
  #saidProblems = new Set<string>();

  constructor(
    container: HTMLElement,
    private readonly options: EditorOptions,
  ) {
    setUp();
    this.workspace = Blockly.inject(container, {
      toolbox: toolboxDefinition(),
      renderer: RENDERER,
      theme: themes[options.theme],
      plugins: { flyoutsVerticalToolbox: FLYOUT },
      media: `${import.meta.env.BASE_URL}blockly/`,
      sounds: false,
      trashcan: false,
      comments: true,
      collapse: true,
      disable: true,
      modalInputs: false,
      grid: { spacing: 28, length: 1, colour: 'currentColor', snap: false },
      move: { scrollbars: true, drag: true, wheel: true },
      zoom: {
        controls: false,
        wheel: true,
        pinch: true,
        startScale: startScale(),
        maxScale: 2,
        minScale: 0.35,
        scaleSpeed: 1.15,
      },
    });
    this.workspace.MAX_UNDO = 0;
    setContext(this.workspace, options.context);
    this.marks = new Marks(this.workspace);
    this.#room = new Room(this.workspace, options.onempty);
    listenToButtons(this.workspace, options.onmanage);
    addBin(this.workspace, options.bin);
    this.workspace.addChangeListener((event) => this.#heard(event));
    // Absent where nothing is drawn.
    const fonts = document.fonts as FontFaceSet | undefined;
    fonts?.addEventListener('loadingdone', this.#measure);
  }

  /** Shows the program of an object. Scroll and zoom are kept for each object. */
  load(object: string, text: string) {
    const isSame = object === this.#object;
    if (isSame && (text === this.#loaded || text === this.#told)) return;
    this.workspace.cancelCurrentGesture();
    // What was last typed for another object is still its; a new revision wins over it.
    if (!isSame) this.settle();
    else silently(() => Blockly.hideChaff());
    this.#stopPending();
    if (this.#object) remember(this.#object, this.workspace);
    this.#object = object;
    this.#loaded = text;
    this.#told = undefined;
    this.#show(text);
    if (!recall(object, this.workspace)) showFromStart(this.workspace);
    this.#baseline = this.#text();
    this.#room.look();
    // Blockly puts notes into their places later than the rest.
    void Blockly.renderManagement.finishQueuedRenders().then(() => this.#knowNotes());
  }

  /** The project changed around the program: new names, another model, other sounds. */
  surroundingsChanged() {
    const sign = signOf(this.options.context.around);
    // Every save tells of the project anew; blocks that are just being taken must stay where they are.
    if (sign === this.#sign) return;
    this.#sign = sign;
    for (const block of this.workspace.getAllBlocks(false)) {
      for (const field of choiceFields(block)) field.refresh();
      refreshNote(block);
    }
    // A new name is kept with the block when the user next changes something.
    if (this.#pending === undefined) this.#baseline = this.#text();
    if (!Blockly.Gesture.inProgress() && this.workspace.getFlyout()?.isVisible())
      (this.workspace.getToolbox() as Blockly.Toolbox | null)?.refreshSelection();
  }

  setTheme(theme: ThemeName) {
    this.workspace.setTheme(themes[theme]);
  }

  centre(id: string) {
    if (this.workspace.getBlockById(id)) this.workspace.centerOnBlock(id, true);
  }

  /** Ends what is being typed, and reports what has not been reported yet. */
  settle() {
    Blockly.hideChaff();
    if (this.#object) this.#report();
  }

  resize() {
    Blockly.svgResize(this.workspace);
    this.workspace.recordDragTargets();
    this.#room.lookSoon();
  }

  zoom(steps: number) {
    this.workspace.zoomCenter(steps);
  }

  fit() {
    if (this.workspace.getTopBlocks(false).length === 0) return showFromStart(this.workspace);
    this.workspace.zoomToFit();
    if (this.workspace.scale > 1) this.workspace.setScale(1);
    this.workspace.scrollCenter();
  }

  deleteSelected() {
    const selected = Blockly.common.getSelected();
    if (selected instanceof Blockly.BlockSvg && selected.workspace === this.workspace)
      selected.checkAndDelete();
    else if (selected instanceof Blockly.comments.RenderedWorkspaceComment) selected.dispose();
  }

  dispose() {
    this.#stopPending();
    this.#room.dispose();
    (document.fonts as FontFaceSet | undefined)?.removeEventListener('loadingdone', this.#measure);
    if (this.#object) remember(this.#object, this.workspace);
    this.workspace.dispose();
  }

  /** Widths were measured with another font until ours was there. */
  #measure = () => {
    const flyout = this.workspace.getFlyout();
    const shown = flyout?.isVisible() ? flyout.getWorkspace().getAllBlocks(false) : [];
    for (const block of [...this.workspace.getAllBlocks(false), ...shown])
      for (const field of block.getFields()) field.forceRerender();
  };

  #show(text: string) {
    const { state, unknown, broken } = readProgram(text);
    let isBroken = broken;
    silently(() => {
      this.workspace.clear();
      try {
        Blockly.serialization.workspaces.load(state, this.workspace);
      } catch {
        // The text was made safe, so this is what nobody thought of: show nothing, keep the text.
        this.workspace.clear();
        isBroken = true;
      }
      for (const block of this.workspace.getAllBlocks(false)) recallNames(block);
      followDefinitions(this.workspace);
    });
    for (const block of this.workspace.getAllBlocks(false)) refreshNote(block);
    this.marks.drawAgain();
    if (isBroken) this.#sayProblem('broken');
    else if (unknown > 0) this.#sayProblem('unknown_blocks');
  }

  /** Once for each object: every undo loads the blocks again. */
  #sayProblem(problem: LoadProblem) {
    const key = `${this.#object} ${problem}`;
    if (this.#saidProblems.has(key)) return;
    this.#saidProblems.add(key);
    this.options.onproblem(problem);
  }

  /** Which notes are open is kept with the next change, and is none itself. */
  #knowNotes() {
    if (this.#pending === undefined) this.#baseline = this.#text();
  }

  #heard(event: Blockly.Events.Abstract) {
    if (event instanceof Events.Click) this.#clicked(event);
    const isDragEnd = event instanceof Events.BlockDrag && !event.isStart;
    if (event instanceof Events.BubbleOpen) this.#knowNotes();
    if (event.type === NOTE_MOVED) return this.#reportLater(PULLING_MS);
    if (event.isUiEvent && !isDragEnd) return;
    if (event instanceof Events.BlockFieldIntermediateChange) return;
    if (event instanceof Events.BlockCreate)
      for (const id of event.ids ?? []) {
        const block = this.workspace.getBlockById(id);
        if (block) recallNames(block);
      }
    this.#pending ??= setTimeout(() => this.#report());
  }

  #reportLater(milliseconds: number) {
    this.#stopPending();
    this.#pending = setTimeout(() => this.#report(), milliseconds);
  }

  #clicked(event: Blockly.Events.Click) {
    if (!isOnBlock(event) || !event.blockId) return;
    const block = this.workspace.getBlockById(event.blockId);
    if (block?.outputConnection && !block.isShadow()) this.options.context.showValue(block);
  }

  /** Tells of the program as it is now, once nothing is in the hand any more. */
  #report() {
    this.#stopPending();
    if (this.workspace.isDragging()) return this.#reportLater(PULLING_MS);
    silently(() => followDefinitions(this.workspace));
    for (const block of this.workspace.getAllBlocks(false)) refreshNote(block);
    const text = this.#text();
    if (text === this.#baseline) return;
    this.#baseline = text;
    this.#told = text;
    // Should undo bring back what was loaded, it is another text than the one that is shown.
    this.#loaded = undefined;
    this.options.onblocks(this.#object, text);
  }

  #text(): string {
    const state = Blockly.serialization.workspaces.save(this.workspace);
    return Object.keys(state).length === 0 ? '' : writeProgram(state);
  }

  #stopPending() {
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }
}
