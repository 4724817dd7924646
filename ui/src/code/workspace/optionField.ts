/** A list with fixed choices, light like every other list also where it fills a slot. */
import * as Blockly from 'blockly/core';
import { optionWords } from './words';

export const OPTION_FIELD = 'nunchi_option';

export class OptionField extends Blockly.FieldDropdown {
  constructor(options: readonly string[]) {
    // A function, since Blockly would take common words out of a plain list.
    super(() => options.map((option) => [optionWords(option), option]));
  }

  static override fromJson(json: Blockly.FieldDropdownFromJsonConfig): OptionField {
    return new OptionField((json as unknown as { choices: string[] }).choices);
  }

  protected override shouldAddBorderRect_() {
    return true;
  }
}

export function registerOptionField() {
  Blockly.fieldRegistry.register(OPTION_FIELD, OptionField);
}
