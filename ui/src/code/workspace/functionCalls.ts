/**
 * Blocks that call a function, and the values it was given. A call follows its definition: name,
 * inputs and their order. Without a definition it stays, marked, with the names it had.
 */
import * as Blockly from 'blockly/core';
import { homeOf } from './context';
import { IN_ROUND, VALUE } from './define';
import { definitionOf, definitionsOf, functionName, isDefinition } from './functionDefinition';
import { ListField } from './listField';
import { readCall, type CallState } from './parameters';
import { textShadow } from './state';
import type { Named } from './surroundings';
import { words } from './words';

export const FUNCTION_CALL = 'function_call';
export const FUNCTION_VALUE = 'function_value';
export const FUNCTION_PARAMETER = 'function_parameter';
const GONE_CLASS = 'nunchi-gone';

export interface CallBlock extends Blockly.Block {
  call: CallState;
  isGone: boolean;
}

export const isCall = (block: Blockly.Block): block is CallBlock =>
  block.type === FUNCTION_CALL || block.type === FUNCTION_VALUE;

const inputName = (id: string) => `ARG_${id}`;

function appendArgument(block: CallBlock, id: string) {
  const input = block.appendValueInput(inputName(id)).setCheck(IN_ROUND);
  input.appendField('', `LABEL_${id}`);
  input.connection?.setShadowState(textShadow(words('first.ten')));
}

/** Makes the inputs those of `call`; what stands in inputs that stay, stays. */
function shape(block: CallBlock) {
  const wanted = block.call.parameters;
  for (const { name } of [...block.inputList])
    if (name.startsWith('ARG_') && !wanted.some((id) => inputName(id) === name))
      block.removeInput(name);
  for (const id of wanted) if (!block.getInput(inputName(id))) appendArgument(block, id);
  const shown = block.inputList.map(({ name }) => name).filter((name) => name.startsWith('ARG_'));
  if (shown.join() === wanted.map(inputName).join()) return;
  for (const id of wanted) block.moveInputBefore(inputName(id), null);
}

function label(block: CallBlock) {
  const { name, parameters, parameterNames } = block.call;
  const shown = name || words('none.function');
  block.setFieldValue(words(block.type).replace('%1', shown), 'NAME');
  parameters.forEach((id, index) =>
    block.setFieldValue(parameterNames[index] ?? '', `LABEL_${id}`),
  );
  const field = block.getField('NAME');
  if (field instanceof Blockly.FieldLabel) field.setClass(block.isGone ? GONE_CLASS : null);
}

/** Follows the definition as it is now. */
export function followDefinition(block: CallBlock) {
  const definition = definitionOf(block.workspace, block.call.functionId);
  block.isGone = definition === undefined;
  if (definition)
    block.call = {
      functionId: definition.id,
      name: functionName(definition),
      parameters: definition.parameters.map(({ id }) => id),
      parameterNames: definition.parameters.map(({ name }) => name),
    };
  shape(block);
  label(block);
}

/** What a call of this definition is saved as, for the toolbox. */
export function callState(workspace: Blockly.Workspace, functionId: string): CallState {
  const definition = definitionOf(workspace, functionId);
  const parameters = definition?.parameters ?? [];
  return {
    functionId,
    name: definition ? functionName(definition) : '',
    parameters: parameters.map(({ id }) => id),
    parameterNames: parameters.map(({ name }) => name),
  };
}

function defineCall(type: string, connect: (block: Blockly.Block) => void) {
  Blockly.Blocks[type] = {
    init(this: CallBlock) {
      this.call = readCall(null);
      this.isGone = false;
      this.setStyle('functions');
      this.setInputsInline(true);
      this.appendDummyInput().appendField('', 'NAME');
      connect(this);
    },
    saveExtraState(this: CallBlock) {
      return this.call;
    },
    loadExtraState(this: CallBlock, state: unknown) {
      this.call = readCall(state);
      shape(this);
      label(this);
    },
  };
}

/** Chooses among the inputs of the function that the block stands in. */
export class ParameterField extends ListField {
  protected override choices(): readonly Named[] {
    const block = this.getSourceBlock();
    if (!block) return [];
    const root = block.getRootBlock();
    if (isDefinition(root)) return root.parameters;
    return definitionsOf(homeOf(block.workspace)).flatMap((one) => one.parameters);
  }

  protected override nothing(): string {
    return words('none.parameter');
  }

  override refresh() {
    this.lastName = this.choices().find((one) => one.id === this.id)?.name ?? this.lastName;
    super.refresh();
  }
}

function defineParameter() {
  const fieldOf = (block: Blockly.Block) => block.getField('PARAMETER') as ParameterField;
  Blockly.Blocks[FUNCTION_PARAMETER] = {
    init(this: Blockly.Block) {
      this.setStyle('functions');
      this.setOutput(true, VALUE);
      this.appendDummyInput().appendField(new ParameterField() as Blockly.Field, 'PARAMETER');
      fieldOf(this).chooseFirst();
    },
    saveExtraState(this: Blockly.Block) {
      const { lastName } = fieldOf(this);
      return lastName ? { name: lastName } : null;
    },
    loadExtraState(this: Blockly.Block, state: unknown) {
      const name = (state as { name?: unknown } | null)?.name;
      if (typeof name === 'string') fieldOf(this).lastName = name.slice(0, 60);
    },
  };
}

export function defineCalls() {
  defineCall(FUNCTION_CALL, (block) => {
    block.setPreviousStatement(true);
    block.setNextStatement(true);
  });
  defineCall(FUNCTION_VALUE, (block) => block.setOutput(true, VALUE));
  defineParameter();
}

/** Lets every call and every value of a program follow the definitions. */
export function followDefinitions(workspace: Blockly.Workspace) {
  for (const block of workspace.getAllBlocks(false)) {
    if (isCall(block)) followDefinition(block);
    else if (block.type === FUNCTION_PARAMETER)
      (block.getField('PARAMETER') as ParameterField).refresh();
  }
}
