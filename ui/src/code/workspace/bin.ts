/** The page's own bin, as a place where Blockly lets blocks be dropped. */
import * as Blockly from 'blockly/core';

const OPEN = 'open';

export class Bin extends Blockly.DeleteArea {
  override id = 'nunchi-bin';

  constructor(private readonly element: HTMLElement) {
    super();
  }

  override getClientRect() {
    const { top, bottom, left, right } = this.element.getBoundingClientRect();
    return new Blockly.utils.Rect(top, bottom, left, right);
  }

  override onDragEnter() {
    this.element.classList.add(OPEN);
  }

  override onDragExit() {
    this.element.classList.remove(OPEN);
  }

  override onDrop() {
    this.element.classList.remove(OPEN);
  }
}

export function addBin(workspace: Blockly.WorkspaceSvg, element: HTMLElement) {
  const { ComponentWeight, Capability } = Blockly.ComponentManager;
  workspace.getComponentManager().addComponent({
    component: new Bin(element),
    weight: ComponentWeight.TRASHCAN_WEIGHT,
    capabilities: [Capability.DELETE_AREA, Capability.DRAG_TARGET],
  });
  workspace.recordDragTargets();
}
