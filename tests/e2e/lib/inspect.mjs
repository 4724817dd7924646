/** Looks at the page as it is: what axe finds, what is cut off, what is too small for a finger. */
import { readFileSync } from 'node:fs';
import { root } from '../../../scripts/lib/run.mjs';

const axeSource = readFileSync(`${root}node_modules/axe-core/axe.min.js`, 'utf8');

/** Waits until the letters are there, and what moves or changes its colour has come to rest. */
export const atRest = (app) =>
  app.runAsync(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
    await document.fonts.ready;
    await Promise.allSettled(ending.map((one) => one.finished));
  });

/** What axe finds that is serious or critical, one line for each kind. */
export async function seriousFindings(app) {
  await atRest(app);
  await app.driver.executeScript(axeSource);
  const violations = await app.runAsync(async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, where: nodes.map((node) => node.html) }));
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, where }) => `${id}: ${help}: ${where.slice(0, 3).join(' | ')}`);
}

/** What sticks out of the window or is cut off, one line for each; empty when all is well. */
export async function cutOff(app) {
  await atRest(app);
  return app.run(findCutOff);
}

/** Controls that are smaller than a finger, one line for each. */
export const tooSmall = (app) => app.run(findTooSmall);

/* The functions below run in the page. */

function findCutOff() {
  const describe = (one) => `<${one.tagName.toLowerCase()} class="${one.className}"> ${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40)}`;
  /** Invisible, or invisible on purpose: it is for screen readers only. */
  const unseen = (one) => {
    for (let up = one; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.visibility === 'hidden' || style.opacity === '0' || style.clipPath !== 'none' || style.clip !== 'auto') return true;
      if (up.classList.contains('skip')) return true;
    }
    return one.getClientRects().length === 0;
  };
  /** Whether something around it may be scrolled sideways to see it. */
  const scrolls = (one) => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true;
    }
    return false;
  };
  const endsInEllipsis = (one, frame) => {
    for (let up = one; up && up !== frame.parentElement; up = up.parentElement) {
      if (getComputedStyle(up).textOverflow === 'ellipsis') return true;
    }
    return false;
  };
  const found = [];
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} px wide in a window of ${innerWidth}`);
  for (const one of document.body.querySelectorAll('*')) {
    if (one.closest('svg') !== one && one.closest('svg')) continue;
    if (unseen(one)) continue;
    const box = one.getBoundingClientRect();
    if (box.width > 0 && (box.left < -1 || box.right > innerWidth + 1) && !scrolls(one)) {
      found.push(`outside, ${Math.round(box.left)} to ${Math.round(box.right)}: ${describe(one)}`);
    }
    const style = getComputedStyle(one);
    const ownText = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
    if (!ownText) continue;
    // Names may end in an ellipsis; sentences may not.
    const clips = /hidden|clip/.test(style.overflowX + style.overflowY) && style.textOverflow !== 'ellipsis' && style.webkitLineClamp === 'none';
    if (clips && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)) found.push(`cut: ${describe(one)}`);
    const text = document.createRange();
    text.selectNodeContents(one);
    const line = text.getBoundingClientRect();
    const frame = one.closest('button, [role=radio], label, a') ?? one;
    const around = frame.getBoundingClientRect();
    if (!endsInEllipsis(one, frame) && (line.left < around.left - 1 || line.right > around.right + 1)) found.push(`over the edge: ${describe(frame)}`);
  }
  return [...new Set(found)];
}

function findTooSmall() {
  const least = 44;
  const controls = 'button, a[href], summary, [role=button], [role=radio], [role=switch], [role=checkbox], [role=tab], [role^=menuitem], input[type=range], input[type=checkbox]';
  const found = [];
  for (const one of document.querySelectorAll(controls)) {
    // A field of a block is touched wherever its block is; how large that is, its user decides.
    if (one.ownerSVGElement) continue;
    if (one.disabled || one.getClientRects().length === 0 || one.classList.contains('skip') || one.closest('[aria-hidden=true], [inert]')) continue;
    const style = getComputedStyle(one);
    if (style.visibility === 'hidden' || style.pointerEvents === 'none') continue;
    const box = one.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    // The touchable part may be larger than the drawn one: by padding around it, or by a label.
    const area = one.closest('label')?.getBoundingClientRect() ?? box;
    let width = area.width;
    let height = area.height;
    for (const pseudo of ['::before', '::after']) {
      const grown = getComputedStyle(one, pseudo);
      if (grown.content === 'none' || grown.position !== 'absolute') continue;
      width = Math.max(width, parseFloat(grown.width) || 0);
      height = Math.max(height, parseFloat(grown.height) || 0);
    }
    if (width < least - 0.5 || height < least - 0.5) {
      found.push(`${Math.round(width)} x ${Math.round(height)}: ${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40)} (${one.tagName.toLowerCase()}.${one.className})`);
    }
  }
  return [...new Set(found)];
}
