/** A list that the project fills: classes, variables, messages, shapes, keys… */
import * as Blockly from 'blockly/core';
import type { Choice } from '../blocks/shape';
import { contextOf } from './context';
import { ListField, type Action } from './listField';
import { choicesOf, isMakeable, plainName, type Named } from './surroundings';
import { words } from './words';

export class ChoiceField extends ListField {
  constructor(readonly choice: Choice) {
    super();
  }

  static override fromJson(options: Blockly.FieldDropdownFromJsonConfig): ChoiceField {
    return new ChoiceField((options as unknown as { choice: Choice }).choice);
  }

  /** The name to keep with the block. */
  get nameToKeep(): string {
    return plainName(this.choice, this.id, this.#around) ?? this.lastName;
  }

  override refresh() {
    this.lastName = this.nameToKeep;
    super.refresh();
  }

  protected override doValueUpdate_(value: string) {
    super.doValueUpdate_(value);
    // `lastName` of another thing says nothing of this one.
    if (this.getSourceBlock()) this.lastName = plainName(this.choice, value, this.#around) ?? '';
  }

  protected override choices(): readonly Named[] {
    return choicesOf(this.choice, this.#around);
  }

  protected override nothing(): string {
    return words(`none.${this.choice}`);
  }

  protected override actions(): Action[] {
    const { choice } = this;
    if (!isMakeable(choice)) return [];
    const context = contextOf(this.getSourceBlock()?.workspace);
    const create: Action = {
      name: words(`choose.new_${choice}`),
      run: () => context.make(choice, (id) => this.#take(id)),
    };
    const { id } = this;
    if (id === '' || this.isGone) return [create];
    const name = this.getText();
    return [
      create,
      { name: words('choose.rename', { name }), run: () => context.rename(choice, id) },
      { name: words('choose.delete', { name }), run: () => context.remove(choice, id) },
    ];
  }

  /** Chooses what was made, unless the block was deleted meanwhile. */
  #take(id: string) {
    const block = this.getSourceBlock();
    if (!block || block.isDeadOrDying()) return;
    this.setValue(id);
  }

  get #around() {
    return contextOf(this.getSourceBlock()?.workspace).around;
  }
}

export const CHOICE_FIELD = 'nunchi_choice';

export function registerChoiceField() {
  Blockly.fieldRegistry.register(CHOICE_FIELD, ChoiceField);
}

/** All lists of a block that the project fills. */
export function* choiceFields(block: Blockly.Block): Generator<ChoiceField> {
  for (const field of block.getFields()) if (field instanceof ChoiceField) yield field;
}
