/** What the buttons between the blocks of the toolbox do. */
import * as Blockly from 'blockly/core';
import { contextOf } from './context';
import { definitionsOf, FUNCTION_DEFINE, functionName } from './functionDefinition';
import { BUTTONS } from './toolbox';
import { words } from './words';

/** `onmanage` opens the list of variables and lists. */
export function listenToButtons(workspace: Blockly.WorkspaceSvg, onmanage: () => void) {
  const on = (name: string, act: () => void) => workspace.registerButtonCallback(name, act);
  for (const kind of ['message', 'variable', 'list'] as const)
    on(BUTTONS[kind], () => contextOf(workspace).make(kind, () => undefined));
  on(BUTTONS.manage, onmanage);
  on(BUTTONS.function, () => makeFunction(workspace));
}

function makeFunction(workspace: Blockly.WorkspaceSvg) {
  const taken = new Set(definitionsOf(workspace).map(functionName));
  let number = 1;
  while (taken.has(words('make.function_name', { number }))) number++;
  const view = workspace.getMetricsManager().getViewMetrics(true);
  Blockly.Events.setGroup(true);
  const block = Blockly.serialization.blocks.append(
    {
      type: FUNCTION_DEFINE,
      x: view.left + 40,
      y: view.top + 60,
      fields: { NAME: words('make.function_name', { number }) },
    },
    workspace,
  ) as Blockly.BlockSvg;
  block.bumpNeighbours();
  Blockly.Events.setGroup(false);
  (workspace.getToolbox() as Blockly.Toolbox | null)?.clearSelection();
  workspace.centerOnBlock(block.id, true);
}
