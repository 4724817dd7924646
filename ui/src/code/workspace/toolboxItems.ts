/** The rows of the toolbox: categories with a dot in their colour, and the search. */
import * as Blockly from 'blockly/core';
import type { Category } from '../blocks/shape';
import { categoryColours } from './colours';
import { homeOf } from './context';
import { CATEGORY_KIND, foundItems, itemsOf, SEARCH_KIND } from './toolbox';
import { isNarrow } from './view';
import { words } from './words';

type Info = Blockly.utils.toolbox.CategoryInfo;

class CategoryRow extends Blockly.ToolboxCategory {
  get #category(): Category {
    return this.getId() as Category;
  }

  /** What lies in it may have changed since it was opened last. */
  override getContents() {
    return itemsOf(this.#category, this.workspace_);
  }

  protected override createIconDom_(): Element {
    const dot = document.createElement('span');
    dot.className = 'nunchi-dot';
    dot.style.backgroundColor = categoryColours[this.#category];
    return dot;
  }

  /** The dot says the colour. */
  protected override addColourBorder_() {}

  override setSelected(isSelected: boolean) {
    super.setSelected(isSelected);
    if (this.rowDiv_) this.rowDiv_.style.backgroundColor = '';
  }
}

const UNDER_THE_INPUT: Blockly.utils.toolbox.FlyoutItemInfo = { kind: 'sep', gap: 64 };

class SearchRow extends Blockly.ToolboxCategory {
  #input: HTMLInputElement | undefined;

  constructor(info: Info, toolbox: Blockly.IToolbox, parent?: Blockly.ICollapsibleToolboxItem) {
    super(info, toolbox, parent);
    this.id_ = `${this.id_}-search`;
  }

  override getContents() {
    const found = foundItems(this.#input?.value ?? '', this.workspace_);
    // In a narrow window the input lies above what it found.
    return found.length > 0 && isNarrow() ? [UNDER_THE_INPUT, ...found] : found;
  }

  protected override createDom_(): HTMLDivElement {
    const dom = super.createDom_();
    dom.removeAttribute('id');
    dom.classList.add('nunchi-search');
    const input = document.createElement('input');
    input.id = this.getId();
    input.type = 'search';
    input.autocomplete = 'off';
    input.spellcheck = false;
    input.placeholder = words('toolbox.search');
    input.setAttribute('aria-label', words('toolbox.search'));
    input.addEventListener('input', () => this.#show());
    input.addEventListener('keydown', (event) => this.#key(event));
    this.#input = input;
    this.rowContents_?.replaceChildren(input);
    if (this.rowContents_) this.rowContents_.style.pointerEvents = 'auto';
    return dom;
  }

  override getClickTarget(): Element {
    return this.#input ?? super.getClickTarget();
  }

  override getFocusableElement(): HTMLElement {
    if (!this.#input) throw new Error('The search has not been drawn yet.');
    return this.#input;
  }

  override setSelected(isSelected: boolean) {
    super.setSelected(isSelected);
    if (this.rowDiv_) this.rowDiv_.style.backgroundColor = '';
  }

  protected override addColourBorder_() {}

  #show() {
    const toolbox = this.getParentToolbox();
    if (toolbox.getSelectedItem() === this) (toolbox as Blockly.Toolbox).refreshSelection();
    else toolbox.setSelectedItem(this);
  }

  #key(event: KeyboardEvent) {
    const input = this.#input;
    // Letters of a syllable that is still being put together belong to the input.
    if (!input || event.isComposing) return;
    const toolbox = this.getParentToolbox() as Blockly.Toolbox;
    const focus = (node: Blockly.IFocusableNode | null) => {
      if (node) Blockly.getFocusManager().focusNode(node);
    };
    const isAtEnd = input.selectionStart === input.value.length;
    if (event.key === 'ArrowDown') focus(toolbox.getNavigator().getNextNode());
    else if (event.key === 'ArrowRight' && isAtEnd) focus(toolbox.getNavigator().getInNode());
    else if (event.key === 'Enter') focus(toolbox.getNavigator().getInNode());
    else if (event.key === 'Escape' && input.value !== '') {
      input.value = '';
      this.#show();
    } else {
      if (event.key !== 'Escape' && event.key !== 'Tab') event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** A flyout whose blocks have one size, however far the workspace is zoomed. */
class Flyout extends Blockly.VerticalFlyout {
  override getFlyoutScale() {
    return isNarrow() ? 0.75 : 0.9;
  }

  /** The longest block may be cut at its end: beside the toolbox there must be room to drop it. */
  override position() {
    const area = this.targetWorkspace.getParentSvg().clientWidth;
    if (area > 0) this.width_ = Math.min(this.width_, Math.max(NARROWEST, area * WIDEST));
    super.position();
  }
}
/** Of the width of toolbox and ground together. */
const WIDEST = 0.45;
const NARROWEST = 180;
export const FLYOUT = Flyout;

/** Goes to the search of the toolbox that belongs to a workspace, its flyouts included. */
export function focusSearch(workspace: Blockly.Workspace): boolean {
  const home = homeOf(workspace);
  const toolbox = home instanceof Blockly.WorkspaceSvg ? home.getToolbox() : null;
  if (!(toolbox instanceof Blockly.Toolbox)) return false;
  const row = toolbox.getToolboxItems().find((item) => item instanceof SearchRow);
  if (!row) return false;
  Blockly.getFocusManager().focusNode(row);
  return true;
}

export function registerToolboxItems() {
  const { registry } = Blockly;
  registry.register(registry.Type.TOOLBOX_ITEM, CATEGORY_KIND, CategoryRow, true);
  registry.register(registry.Type.TOOLBOX_ITEM, SEARCH_KIND, SearchRow, true);
}
