/** Where each object's program was scrolled to, and how large it was, while the window is open. */
import type * as Blockly from 'blockly/core';

interface View {
  scale: number;
  x: number;
  y: number;
}

const MARGIN = 28;
const views = new Map<string, View>();

/** As in workspace.css: the toolbox is a strip of dots. */
export const isNarrow = () => window.matchMedia('(max-width: 699px)').matches;

/** A narrow window shows smaller blocks, so that a line of them fits. */
export const startScale = () => (isNarrow() ? 0.9 : 1);

export function remember(object: string, workspace: Blockly.WorkspaceSvg) {
  views.set(object, { scale: workspace.scale, x: workspace.scrollX, y: workspace.scrollY });
}

/** Goes where this object's program was left; false when it was never seen. */
export function recall(object: string, workspace: Blockly.WorkspaceSvg): boolean {
  const view = views.get(object);
  if (!view) return false;
  workspace.setScale(view.scale);
  workspace.scroll(view.x, view.y);
  return true;
}

/** Puts the first blocks into the upper left corner. */
export function showFromStart(workspace: Blockly.WorkspaceSvg) {
  workspace.setScale(startScale());
  const box = workspace.getBlocksBoundingBox();
  workspace.scroll(MARGIN - box.left * workspace.scale, MARGIN - box.top * workspace.scale);
}
