/**
 * One Blockly workspace in the page: loads a program, reports every finished change as a text,
 * shows what runs. Never here: the project, dialogs, what blocks do.
 */
import * as Blockly from 'blockly/core';
import { addBin } from './bin';
import { recallNames } from './define';
import { choiceFields } from './choiceField';
import { setContext, type Context } from './context';
import { definitionsOf, FUNCTION_DEFINE, functionName } from './functionDefinition';
import { followDefinitions } from './functionCalls';
import { clearTrouble, noteTrouble, refreshNote } from './notes';
import { RENDERER } from './renderer';
import { readProgram, writeProgram } from './saved';
import { setUp } from './setUp';
import { themes } from './theme';
import { BUTTONS, toolboxDefinition } from './toolbox';
import { FLYOUT } from './toolboxItems';
import { recall, remember, showFromStart, startScale } from './view';
import { words } from './words';

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
}

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
  #object = '';
  /** The texts that were last loaded and reported: when they come back, nothing is new. */
  #loaded: string | undefined;
  #told: string | undefined;
  /** What the program is without the next change of the user. */
  #baseline = '';
  #pending: ReturnType<typeof setTimeout> | undefined;
  #glowing = new Set<string>();
  #troubled = new Set<string>();

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
    this.#listenToButtons();
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
  }

  /** The project changed around the program: new names, another model, other sounds. */
  surroundingsChanged() {
    for (const block of this.workspace.getAllBlocks(false)) {
      for (const field of choiceFields(block)) field.refresh();
      refreshNote(block);
    }
    // A new name is kept with the block when the user next changes something.
    if (this.#pending === undefined) this.#baseline = this.#text();
    if (!this.workspace.isDragging() && this.workspace.getFlyout()?.isVisible())
      (this.workspace.getToolbox() as Blockly.Toolbox | null)?.refreshSelection();
  }

  setTheme(theme: ThemeName) {
    this.workspace.setTheme(themes[theme]);
  }

  /** Marks the blocks that run now. */
  glow(ids: ReadonlySet<string>) {
    const mark = (id: string, on: boolean) =>
      this.workspace.getBlockById(id)?.getSvgRoot().classList.toggle('nunchi-glow', on);
    for (const id of this.#glowing) if (!ids.has(id)) mark(id, false);
    for (const id of ids) if (!this.#glowing.has(id)) mark(id, true);
    this.#glowing = new Set(ids);
  }

  /** Says a sentence at a block, until `clearTroubles`. */
  trouble(id: string, sentence: string) {
    const block = this.workspace.getBlockById(id);
    if (!block) return;
    this.#troubled.add(id);
    noteTrouble(block, sentence);
  }

  clearTroubles() {
    for (const id of this.#troubled) {
      const block = this.workspace.getBlockById(id);
      if (block) clearTrouble(block);
    }
    this.#troubled.clear();
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
    this.#glowing.clear();
    this.#troubled.clear();
    if (isBroken) this.options.onproblem('broken');
    else if (unknown > 0) this.options.onproblem('unknown_blocks');
  }

  #heard(event: Blockly.Events.Abstract) {
    if (event instanceof Events.Click) this.#clicked(event);
    const isDragEnd = event instanceof Events.BlockDrag && !event.isStart;
    if (event.isUiEvent && !isDragEnd) return;
    if (event instanceof Events.BlockFieldIntermediateChange) return;
    if (event instanceof Events.BlockCreate)
      for (const id of event.ids ?? []) {
        const block = this.workspace.getBlockById(id);
        if (block) recallNames(block);
      }
    this.#pending ??= setTimeout(() => this.#report());
  }

  #clicked(event: Blockly.Events.Click) {
    if (!isOnBlock(event) || !event.blockId) return;
    const block = this.workspace.getBlockById(event.blockId);
    if (block?.outputConnection && !block.isShadow()) this.options.context.showValue(block);
  }

  /** Tells of the program as it is now, once nothing is in the hand any more. */
  #report() {
    this.#stopPending();
    if (this.workspace.isDragging()) return;
    silently(() => followDefinitions(this.workspace));
    for (const block of this.workspace.getAllBlocks(false)) refreshNote(block);
    const text = this.#text();
    if (text === this.#baseline) return;
    this.#baseline = text;
    this.#told = text;
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

  #listenToButtons() {
    const { context, onmanage } = this.options;
    const on = (name: string, act: () => void) => this.workspace.registerButtonCallback(name, act);
    for (const kind of ['message', 'variable', 'list'] as const)
      on(BUTTONS[kind], () => context.make(kind, () => undefined));
    on(BUTTONS.manage, onmanage);
    on(BUTTONS.function, () => this.#makeFunction());
  }

  #makeFunction() {
    const taken = new Set(definitionsOf(this.workspace).map(functionName));
    let number = 1;
    while (taken.has(words('make.function_name', { number }))) number++;
    const view = this.workspace.getMetricsManager().getViewMetrics(true);
    Events.setGroup(true);
    const block = Blockly.serialization.blocks.append(
      {
        type: FUNCTION_DEFINE,
        x: view.left + 40,
        y: view.top + 60,
        fields: { NAME: words('make.function_name', { number }) },
      },
      this.workspace,
    ) as Blockly.BlockSvg;
    block.bumpNeighbours();
    Events.setGroup(false);
    (this.workspace.getToolbox() as Blockly.Toolbox | null)?.clearSelection();
    this.workspace.centerOnBlock(block.id, true);
  }
}
