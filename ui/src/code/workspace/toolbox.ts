/** What lies in the toolbox, as Blockly's JSON: what each category shows at this moment. */
import type * as Blockly from 'blockly/core';
import { catalogue } from '../blocks/catalogue';
import type { BlockShape, Category } from '../blocks/shape';
import { contextOf, homeOf } from './context';
import { definitionsOf } from './functionDefinition';
import { callState, FUNCTION_CALL, FUNCTION_PARAMETER, FUNCTION_VALUE } from './functionCalls';
import { findBlocks } from './search';
import { newBlock, textShadow, type BlockState } from './state';
import type { Surroundings } from './surroundings';
import { words } from './words';

type Item = Blockly.utils.toolbox.FlyoutItemInfo;

export const CATEGORY_KIND = 'nunchi_category';
export const SEARCH_KIND = 'nunchi_search';

/** What the buttons in the toolbox ask for. */
export const BUTTONS = {
  message: 'make_message',
  variable: 'make_variable',
  list: 'make_list',
  manage: 'manage_data',
  function: 'make_function',
} as const;

const NEAR = 12;
const FAR = 28;

const block = (state: BlockState): Item => ({ kind: 'block', gap: NEAR, ...state });
const label = (text: string): Item => ({ kind: 'label', text });
const button = (text: string, callbackkey: string): Item => ({ kind: 'button', text, callbackkey });
const gap: Item = { kind: 'sep', gap: FAR };

const suits = (around: Surroundings) => (shape: BlockShape) =>
  !shape.special && (shape.onlyFor === undefined || shape.onlyFor === around.object.kind);

/** The blocks of a category for this object, those behind "more" under a heading of their own. */
function plainItems(shapes: readonly BlockShape[], around: Surroundings): Item[] {
  const fitting = shapes.filter(suits(around));
  const first = fitting.filter((shape) => !shape.more);
  const more = fitting.filter((shape) => shape.more);
  const items = first.map((shape) => block(newBlock(shape)));
  if (more.length === 0) return items;
  return [
    ...items,
    gap,
    label(words('toolbox.more')),
    ...more.map((shape) => block(newBlock(shape))),
  ];
}

/**
 * Before there is a model the AI blocks can be used to write the program already, but the first
 * thing to read is that the model is missing. With no class either there is nothing to use.
 */
function aiItems(shapes: readonly BlockShape[], around: Surroundings): Item[] {
  const { state } = around.model;
  if (state === 'none' && around.classes.length === 0)
    return [label(words('toolbox.no_model')), label(words('toolbox.no_classes'))];
  const hint =
    state === 'fresh' ? [] : [label(words(`toolbox.${state === 'none' ? 'no_model' : state}`))];
  return [...hint, ...plainItems(shapes, around)];
}

function dataItems(shapes: readonly BlockShape[], around: Surroundings): Item[] {
  const { variables, lists } = around.shared;
  const isList = (shape: BlockShape) => shape.type.startsWith('list_');
  const isVariable = (shape: BlockShape) => shape.type.startsWith('var_');
  const some = (wanted: (shape: BlockShape) => boolean) =>
    plainItems(shapes.filter(wanted), around);
  return [
    ...(variables.length + lists.length > 0 ? [button(words('make.manage'), BUTTONS.manage)] : []),
    button(words('make.variable'), BUTTONS.variable),
    ...some(isVariable),
    gap,
    button(words('make.list'), BUTTONS.list),
    ...some(isList),
    gap,
    ...some((shape) => !isList(shape) && !isVariable(shape)),
  ];
}

function callItems(workspace: Blockly.Workspace, functionId: string): Item[] {
  const call = callState(workspace, functionId);
  const inputs = Object.fromEntries(
    call.parameters.map((id) => [`ARG_${id}`, { shadow: textShadow(words('first.ten')) }]),
  );
  const one = (type: string) => block({ type, extraState: call, inputs });
  const parameters = call.parameters.map((id) =>
    block({ type: FUNCTION_PARAMETER, fields: { PARAMETER: id } }),
  );
  return [one(FUNCTION_CALL), one(FUNCTION_VALUE), ...parameters, gap];
}

function functionItems(shapes: readonly BlockShape[], workspace: Blockly.Workspace): Item[] {
  return [
    button(words('make.function'), BUTTONS.function),
    ...definitionsOf(workspace).flatMap(({ id }) => callItems(workspace, id)),
    ...plainItems(shapes, contextOf(workspace).around),
  ];
}

/** What a category shows now. */
export function itemsOf(category: Category, workspace: Blockly.Workspace): Item[] {
  const { around } = contextOf(workspace);
  const shapes = catalogue.find((one) => one.category === category)?.blocks ?? [];
  switch (category) {
    case 'start':
      return [...plainItems(shapes, around), gap, button(words('make.message'), BUTTONS.message)];
    case 'data':
      return dataItems(shapes, around);
    case 'functions':
      return functionItems(shapes, homeOf(workspace));
    case 'ai':
      return aiItems(shapes, around);
    case 'text':
      return around.object.kind === 'text'
        ? plainItems(shapes, around)
        : [label(words('toolbox.only_text'))];
    default:
      return plainItems(shapes, around);
  }
}

/** What the search shows for a question. */
export function foundItems(question: string, workspace: Blockly.Workspace): Item[] {
  const { around } = contextOf(workspace);
  if (question.trim() === '') return [];
  const hasAi = around.model.state !== 'none' || around.classes.length > 0;
  const found = findBlocks(question)
    .filter(({ shape, category }) => suits(around)(shape) && (hasAi || category !== 'ai'))
    .map(({ shape }) => block(newBlock(shape)));
  return found.length > 0 ? found : [label(words('toolbox.nothing'))];
}

/** The list of categories. What is in them is asked for when one is opened. */
export function toolboxDefinition(): Blockly.utils.toolbox.ToolboxInfo {
  return {
    kind: 'categoryToolbox',
    contents: [
      { kind: SEARCH_KIND, name: words('toolbox.search'), contents: [] },
      ...catalogue.map(({ category }) => ({
        kind: CATEGORY_KIND,
        name: words(`category.${category}`),
        toolboxitemid: category,
        contents: [],
      })),
    ],
  };
}
