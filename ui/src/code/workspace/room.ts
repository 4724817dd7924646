/**
 * Whether there is anything in the workspace, and whether all of it can be seen: a bar is only
 * drawn where there is something to scroll to.
 */
import * as Blockly from 'blockly/core';

const FITS_ACROSS = 'nunchi-fits-across';
const FITS_DOWN = 'nunchi-fits-down';
/** Blockly leaves five of these free beside the handle. */
const SCROLLBAR = 13;

/** For the whole window; before the first workspace is made. */
export function thinScrollbars() {
  Blockly.Scrollbar.scrollbarThickness = SCROLLBAR;
}

interface Span {
  from: number;
  length: number;
}
const isInside = (inner: Span, outer: Span) =>
  inner.from >= outer.from - 1 && inner.from + inner.length <= outer.from + outer.length + 1;

const isEmpty = (workspace: Blockly.WorkspaceSvg) =>
  workspace.getTopBlocks(false).length + workspace.getTopComments(false).length === 0;

/** Looks now, and at the next frame after each change; `onempty` is told of every look. */
export class Room {
  #frame = 0;

  constructor(
    private readonly workspace: Blockly.WorkspaceSvg,
    private readonly onempty: (isEmpty: boolean) => void,
  ) {
    workspace.addChangeListener(() => this.lookSoon());
  }

  lookSoon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.look();
    });
  }

  look() {
    const empty = isEmpty(this.workspace);
    const metrics = this.workspace.getMetricsManager();
    const [content, view] = [metrics.getContentMetrics(), metrics.getViewMetrics()];
    const across = isInside(
      { from: content.left, length: content.width },
      { from: view.left, length: view.width },
    );
    const down = isInside(
      { from: content.top, length: content.height },
      { from: view.top, length: view.height },
    );
    const { classList } = this.workspace.getInjectionDiv();
    classList.toggle(FITS_ACROSS, empty || across);
    classList.toggle(FITS_DOWN, empty || down);
    this.onempty(empty);
  }

  dispose() {
    cancelAnimationFrame(this.#frame);
  }
}
