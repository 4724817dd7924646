/**
 * A list on a block whose choices are looked up when they are needed. It keeps an id, shows the
 * name of now, and keeps the last known name for when the thing itself is gone: then the name
 * is struck through. What can be chosen is said by those who extend it.
 */
import * as Blockly from 'blockly/core';
import { meantBy } from '../merged';
import type { Named } from './surroundings';
import { words } from './words';

/** Something to do, at the end of a list: not a value. */
export interface Action {
  name: string;
  run(): void;
}

const ACTION = 'action:';
const GONE_CLASS = 'nunchi-gone';

export abstract class ListField extends Blockly.FieldDropdown {
  /** The name that the chosen one had when it was last seen. */
  lastName = '';
  #actions: Action[] = [];

  constructor() {
    // The choices are not known before the field stands on a block.
    super(() => [['', '']]);
    this.menuGenerator_ = () => this.#options();
  }

  /** What can be chosen now. */
  protected abstract choices(): readonly Named[];
  /** What is written when nothing is chosen. */
  protected abstract nothing(): string;
  /** What can be done from the list. */
  protected actions(): Action[] {
    return [];
  }

  get id(): string {
    return this.getValue() ?? '';
  }

  /** Chosen, and no longer there. */
  get isGone(): boolean {
    return this.id !== '' && !meantBy(this.choices(), this.id);
  }

  /** The name of a gone one, as well as it is known. */
  get goneName(): string {
    return this.lastName || words('warning.nameless');
  }

  /** Chooses the first there is, for a new block. */
  chooseFirst() {
    this.setValue(this.choices()[0]?.id ?? '');
  }

  /** Shows the names of now. */
  refresh() {
    if (!this.getSourceBlock()) return;
    if (this.fieldGroup_) {
      this.fieldGroup_.classList.toggle(GONE_CLASS, this.isGone);
      this.forceRerender();
      this.recomputeAriaContext();
    }
  }

  override initView() {
    super.initView();
    this.fieldGroup_?.classList.toggle(GONE_CLASS, this.isGone);
  }

  /** Any id is kept, since what it names may come back by undo. */
  protected override doClassValidation_(value?: unknown): string | null {
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    return typeof value === 'string' ? value : null;
  }

  protected override doValueUpdate_(value: string) {
    super.doValueUpdate_(value);
    this.fieldGroup_?.classList.toggle(GONE_CLASS, this.isGone);
  }

  protected override getText_(): string {
    if (this.id === '') return this.nothing();
    return meantBy(this.choices(), this.id)?.name ?? this.goneName;
  }

  override getAriaValue(): string {
    return this.getText();
  }

  protected override onItemSelected_(menu: Blockly.Menu, item: Blockly.MenuItem) {
    const value = item.getValue();
    if (!value?.startsWith(ACTION)) return super.onItemSelected_(menu, item);
    this.#actions[Number(value.slice(ACTION.length))]?.run();
  }

  #options(): Blockly.MenuOption[] {
    // Blockly asks once before the field stands on a block.
    if (!this.getSourceBlock()) return [['', '']];
    const chosen: Blockly.MenuOption[] = this.choices().map(({ id, name }) => [
      name || '\u00a0',
      id,
    ]);
    if (chosen.length === 0) chosen.push([this.nothing(), '']);
    this.#actions = this.actions();
    if (this.#actions.length === 0) return chosen;
    const acts: Blockly.MenuOption[] = this.#actions.map(({ name }, index) => [
      name,
      `${ACTION}${index}`,
    ]);
    return [...chosen, Blockly.FieldDropdown.SEPARATOR, ...acts];
  }
}
