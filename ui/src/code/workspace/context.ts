/**
 * Which project a Blockly workspace shows. Blocks are defined once for the whole window, so they
 * ask here, by the workspace they stand in. Flyouts and the like answer for their main workspace.
 */
import type * as Blockly from 'blockly/core';
import { noSurroundings, type Makeable, type Surroundings } from './surroundings';

export interface Context {
  around: Surroundings;
  /** Asks the page for a new variable, list or message; `use` gets its id. */
  make(kind: Makeable, use: (id: string) => void): void;
  rename(kind: Makeable, id: string): void;
  remove(kind: Makeable, id: string): void;
  /** Shows what a block gives at this moment. */
  showValue(block: Blockly.BlockSvg): void;
}

const none: Context = {
  around: noSurroundings,
  make: () => undefined,
  rename: () => undefined,
  remove: () => undefined,
  showValue: () => undefined,
};

const contexts = new WeakMap<Blockly.Workspace, Context>();

export function setContext(workspace: Blockly.Workspace, context: Context) {
  contexts.set(workspace, context);
}

/** The workspace that the user builds in, also for a block that is still in the toolbox. */
export function homeOf(workspace: Blockly.Workspace): Blockly.Workspace {
  const parent = workspace.options.parentWorkspace;
  return parent ? homeOf(parent) : workspace;
}

export const contextOf = (workspace: Blockly.Workspace | null | undefined): Context =>
  (workspace && contexts.get(homeOf(workspace))) || none;
