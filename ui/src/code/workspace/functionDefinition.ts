/** The hat that defines a function: its name, its inputs, and buttons to add and remove them. */
import * as Blockly from 'blockly/core';
import { homeOf } from './context';
import { canHaveMore, LONGEST_NAME, readParameters, type Parameter } from './parameters';
import { words } from './words';

export const FUNCTION_DEFINE = 'function_define';
const HEAD = 'HEAD';
const BUTTON = 36;

export interface DefinitionBlock extends Blockly.Block {
  parameters: Parameter[];
}

export const isDefinition = (block: Blockly.Block | null): block is DefinitionBlock =>
  block?.type === FUNCTION_DEFINE;

/** The functions of the program that a workspace, or its toolbox, belongs to. */
export const definitionsOf = (workspace: Blockly.Workspace): DefinitionBlock[] =>
  homeOf(workspace).getBlocksByType(FUNCTION_DEFINE, true).filter(isDefinition);

export function definitionOf(
  workspace: Blockly.Workspace,
  id: string,
): DefinitionBlock | undefined {
  const found = homeOf(workspace).getBlockById(id);
  return isDefinition(found) ? found : undefined;
}

export const functionName = (block: DefinitionBlock) => String(block.getFieldValue('NAME') ?? '');

/** A name typed on the block. Those of inputs are kept with the block, not as fields. */
class NameField extends Blockly.FieldTextInput {
  constructor(
    value: string,
    private readonly isSaved: boolean,
  ) {
    super(value, (typed) => typed.trim().slice(0, LONGEST_NAME) || null);
  }

  override isSerializable() {
    return this.isSaved;
  }
}

const icon = (path: string) =>
  'data:image/svg+xml,' +
  encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" rx="18" fill="#000" fill-opacity=".28"/><path d="${path}" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>`,
  );
const PLUS = icon('M11 18h14M18 11v14');
const MINUS = icon('M11 18h14');

const button = (source: string, label: string, run: () => void) =>
  new Blockly.FieldImage(source, BUTTON, BUTTON, label, run);

/** Changes the inputs as one change that can be saved. */
function change(block: DefinitionBlock, parameters: Parameter[]) {
  const before = JSON.stringify(block.parameters);
  block.parameters = parameters;
  build(block);
  Blockly.Events.fire(
    new (Blockly.Events.get(Blockly.Events.BLOCK_CHANGE))(
      block,
      'mutation',
      null,
      before,
      JSON.stringify(parameters),
    ),
  );
}

function add(block: DefinitionBlock) {
  const { parameters } = block;
  if (!canHaveMore(parameters)) return;
  const name = words('make.parameter_name', { number: parameters.length + 1 });
  change(block, [...parameters, { id: crypto.randomUUID(), name }]);
}

const remove = (block: DefinitionBlock, id: string) =>
  change(
    block,
    block.parameters.filter((one) => one.id !== id),
  );

function appendParameter(block: DefinitionBlock, input: Blockly.Input, { id, name }: Parameter) {
  const field = new NameField(name, false);
  input.appendField(field, `PARAMETER_${id}`);
  field.setValidator((typed: string) => {
    const accepted = typed.trim().slice(0, LONGEST_NAME);
    if (accepted === '') return null;
    block.parameters = block.parameters.map((one) =>
      one.id === id ? { ...one, name: accepted } : one,
    );
    return accepted;
  });
  input.appendField(button(MINUS, words('make.remove_parameter'), () => remove(block, id)));
}

/** Draws the row anew; the name stays. */
function build(block: DefinitionBlock) {
  const name = block.getField('NAME')?.getText() ?? words('make.function_name', { number: 1 });
  if (block.getInput(HEAD)) block.removeInput(HEAD);
  const input = block.appendDummyInput(HEAD);
  const [before = '', after = ''] = words(FUNCTION_DEFINE).split('%1');
  if (before.trim()) input.appendField(before.trim());
  input.appendField(new NameField(name, true), 'NAME');
  for (const parameter of block.parameters) appendParameter(block, input, parameter);
  if (after.trim()) input.appendField(after.trim());
  if (canHaveMore(block.parameters))
    input.appendField(button(PLUS, words('make.add_parameter'), () => add(block)));
}

export function defineDefinition() {
  Blockly.Blocks[FUNCTION_DEFINE] = {
    init(this: DefinitionBlock) {
      this.parameters = [];
      this.setStyle('functions');
      this.setNextStatement(true);
      this.setInputsInline(true);
      build(this);
    },
    saveExtraState(this: DefinitionBlock) {
      return { parameters: this.parameters };
    },
    loadExtraState(this: DefinitionBlock, state: unknown) {
      this.parameters = readParameters(state);
      build(this);
    },
  };
}
