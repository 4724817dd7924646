/**
 * The program as a picture of its own: an SVG text that looks the same without the page. Every
 * style is written into it, and every text keeps its measured width, so that another font on
 * another machine cannot spill over the blocks.
 */
import type * as Blockly from 'blockly/core';

const NAMESPACE = 'http://www.w3.org/2000/svg';
const MARGIN = 16;
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'text-decoration-line',
  'dominant-baseline',
] as const;
/** What belongs to the window and not to the program. */
const LEFT_OUT =
  '.blocklyPathSelected, .blocklyFocusRing, .blocklyIconGroup, .blocklyInsertionMarker, ' +
  '.blocklyHighlightedConnectionPath, .blocklyConnectionIndicator';

/** Writes the styles of one element, as they are seen, into its copy. */
function copyStyles(from: Element, to: Element) {
  const seen = getComputedStyle(from);
  for (const name of STYLES) {
    const value = seen.getPropertyValue(name);
    if (value !== '')
      to.setAttribute(name === 'text-decoration-line' ? 'text-decoration' : name, value);
  }
  if (from instanceof SVGTextElement && from.textContent) {
    to.setAttribute('textLength', String(from.getComputedTextLength?.() ?? 0));
    to.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
  for (const name of ['class', 'style', 'tabindex', 'role', 'id']) to.removeAttribute(name);
  for (const { name } of [...to.attributes])
    if (name.startsWith('aria-') || name.startsWith('data-')) to.removeAttribute(name);
}

function copy(from: Element): Element | undefined {
  if (from.matches(LEFT_OUT)) return undefined;
  const to = from.cloneNode(false) as Element;
  copyStyles(from, to);
  for (const child of from.childNodes) {
    if (child instanceof Element) {
      const copied = copy(child);
      if (copied) to.append(copied);
    } else to.append(child.cloneNode());
  }
  return to;
}

/** All blocks of a workspace as one picture; empty when there are none. */
export function toSvg(workspace: Blockly.WorkspaceSvg): string {
  if (workspace.getTopBlocks(false).length === 0) return '';
  const { left, top, right, bottom } = workspace.getBlocksBoundingBox();
  const width = Math.ceil(right - left + 2 * MARGIN);
  const height = Math.ceil(bottom - top + 2 * MARGIN);
  const svg = document.createElementNS(NAMESPACE, 'svg');
  svg.setAttribute('viewBox', `${left - MARGIN} ${top - MARGIN} ${width} ${height}`);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  for (const block of workspace.getCanvas().children) {
    const copied = copy(block);
    if (copied) svg.append(copied);
  }
  return new XMLSerializer().serializeToString(svg);
}
