/**
 * A picture of blocks as a PNG. The shapes come from the SVG; its texts are written by the window
 * itself, in the typefaces that it has loaded: an SVG that is drawn as an image may use none of
 * them. Never here: how the SVG is made, where the file goes.
 */

/** Pixels for each unit, so that it stays sharp in print. */
const SCALE = 2;
/** Canvases have an end; a program that is larger is drawn smaller. */
const LARGEST_SIDE = 12_000;

interface Written {
  text: string;
  /** From the text's own place to the picture. */
  matrix: DOMMatrix;
  x: number;
  y: number;
  width: number;
  style: { font: string; fill: string; align: CanvasTextAlign; baseline: CanvasTextBaseline };
}

/** The blocks on white. Rejects when the window cannot draw them. */
export async function pngOf(svg: string): Promise<Blob> {
  const root = parse(svg);
  const [width, height] = [root.width.baseVal.value, root.height.baseVal.value];
  const scale = Math.min(SCALE, LARGEST_SIDE / Math.max(width, height));
  const texts = takeTexts(root);
  const image = await load(new XMLSerializer().serializeToString(root));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('there is nothing to draw on');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  for (const text of texts) write(context, text, scale);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}

function parse(svg: string): SVGSVGElement {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (!(root instanceof SVGSVGElement)) throw new Error('this is no picture');
  return root;
}

/** Where each text stands is known only while the picture is part of the page. */
function takeTexts(root: SVGSVGElement): Written[] {
  const place = document.createElement('div');
  place.style.cssText = 'position:fixed;left:-100000px;top:0;visibility:hidden';
  place.append(root);
  document.body.append(place);
  try {
    const texts = [...root.querySelectorAll('text')];
    const written = texts.map(readText);
    for (const text of texts) text.remove();
    return written;
  } finally {
    place.remove();
  }
}

const ALIGNS: Record<string, CanvasTextAlign> = { middle: 'center', end: 'right' };
const BASELINES: Record<string, CanvasTextBaseline> = {
  central: 'middle',
  middle: 'middle',
  hanging: 'hanging',
};

function readText(text: SVGTextElement): Written {
  const attribute = (name: string, otherwise: string) => text.getAttribute(name) ?? otherwise;
  const font = ['font-weight', 'font-size', 'font-family'].map((name) =>
    attribute(name, name === 'font-size' ? '16px' : name === 'font-weight' ? '600' : 'sans-serif'),
  );
  return {
    text: text.textContent,
    matrix: text.getCTM() ?? new DOMMatrix(),
    x: Number.parseFloat(attribute('x', '0')) || 0,
    y: Number.parseFloat(attribute('y', '0')) || 0,
    width: Number.parseFloat(attribute('textLength', '0')) || 0,
    style: {
      font: font.join(' '),
      fill: attribute('fill', '#000'),
      align: ALIGNS[attribute('text-anchor', 'start')] ?? 'left',
      baseline: BASELINES[attribute('dominant-baseline', 'auto')] ?? 'alphabetic',
    },
  };
}

function write(context: CanvasRenderingContext2D, written: Written, scale: number) {
  const { text, matrix, x, y, width, style } = written;
  context.save();
  context.setTransform(
    matrix.a * scale,
    matrix.b * scale,
    matrix.c * scale,
    matrix.d * scale,
    matrix.e * scale,
    matrix.f * scale,
  );
  context.font = style.font;
  context.fillStyle = style.fill;
  context.textAlign = style.align;
  context.textBaseline = style.baseline;
  // As wide as it was in its block, however this window spaces letters.
  const measured = context.measureText(text).width;
  const stretch = width > 0 && measured > 0 ? width / measured : 1;
  context.translate(x, y);
  context.scale(stretch, 1);
  context.fillText(text, 0, 0);
  context.restore();
}

function load(svg: string): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const image = new Image();
  return new Promise<HTMLImageElement>((resolve, reject) => {
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('the picture could not be drawn'));
    image.src = address;
  }).finally(() => URL.revokeObjectURL(address));
}
