/**
 * The saved text of a program, made safe: whatever the text is, what comes out can be loaded.
 * Blocks that this version does not know stay in the text, behind a stand-in. Pure data, no
 * Blockly. The format is that of Blockly's serialization.
 */
import { shapes } from '../blocks/catalogue';
import {
  LITERAL_NUMBER,
  LITERAL_TEXT,
  type BlockKind,
  type BlockShape,
  type Part,
} from '../blocks/shape';
import { firstShadow, type BlockState, type InputState, type ProgramState } from './state';

export const UNKNOWN_STATEMENT = 'unknown_statement';
export const UNKNOWN_VALUE = 'unknown_value';

const MOST_BLOCKS = 5000;
const DEEPEST = 60;
const LONGEST_TEXT = 10_000;
const FARTHEST = 100_000;

type Raw = Record<string, unknown>;
type Place = 'top' | 'statement' | 'value' | 'boolean';

/** What was made of a text. */
export interface ReadProgram {
  state: ProgramState;
  /** How many blocks are not known. */
  unknown: number;
  /** Something could not be kept. */
  broken: boolean;
}

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (raw: unknown, key: string): unknown =>
  isRaw(raw) && Object.hasOwn(raw, key) ? raw[key] : undefined;
const text = (value: unknown, most = LONGEST_TEXT): string | undefined =>
  typeof value === 'string' ? value.slice(0, most) : undefined;
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value)
    ? Math.max(-FARTHEST, Math.min(FARTHEST, value))
    : undefined;
const known = <T extends object>(entries: T): T =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as T;

const fits: Record<Place, readonly BlockKind[]> = {
  top: ['hat', 'statement', 'end', 'value', 'boolean'],
  statement: ['statement', 'end'],
  value: ['value', 'boolean'],
  boolean: ['boolean'],
};

function kindOf(type: string): BlockKind | undefined {
  if (type === LITERAL_NUMBER || type === LITERAL_TEXT) return 'value';
  return shapes.get(type)?.kind;
}

/** Reads one text; makes one `Reader`, since ids are unique in a program. */
class Reader {
  unknown = 0;
  broken = false;
  readonly #ids = new Set<string>();
  /** Blocks that do not fit where they stood. */
  readonly #loose: BlockState[] = [];
  #count = 0;

  program(raw: unknown): ProgramState {
    const list = own(own(raw, 'blocks'), 'blocks');
    const blocks = (Array.isArray(list) ? list : []).flatMap(
      (one) => this.#chain(one, 'top', 0) ?? [],
    );
    const comments = own(raw, 'workspaceComments');
    return known({
      blocks: { languageVersion: 0, blocks: [...blocks, ...this.#loose] },
      workspaceComments: Array.isArray(comments)
        ? comments.flatMap((one) => this.#workspaceComment(one) ?? [])
        : undefined,
    }) as ProgramState;
  }

  /** A block and all that follow it. */
  #chain(raw: unknown, place: Place, depth: number): BlockState | undefined {
    const first = this.#fitting(raw, place, depth);
    let last = first;
    let at = raw;
    while (last && this.#canBeFollowed(last)) {
      at = own(own(at, 'next'), 'block');
      if (at === undefined) break;
      const next = this.#fitting(at, 'statement', depth);
      if (next) {
        last.next = { block: next };
        last = next;
      } else if (!isRaw(at)) break;
    }
    return first;
  }

  #canBeFollowed({ type }: BlockState): boolean {
    const kind = kindOf(type);
    return kind === 'hat' || kind === 'statement' || type === UNKNOWN_STATEMENT;
  }

  /** A block that may stand in this place; one that may not is put aside. */
  #fitting(raw: unknown, place: Place, depth: number): BlockState | undefined {
    if (!isRaw(raw)) return undefined;
    if (++this.#count > MOST_BLOCKS || depth > DEEPEST) {
      this.broken = true;
      return undefined;
    }
    const type = text(own(raw, 'type'), 100) ?? '';
    const kind = kindOf(type);
    const block = kind ? this.#block(raw, type, depth) : this.#standIn(raw, type, place);
    if (kind && !fits[place].includes(kind)) {
      this.#loose.push({ ...block, x: 0, y: 60 * this.#loose.length });
      return undefined;
    }
    if (place === 'top') Object.assign(block, known({ x: number(raw['x']), y: number(raw['y']) }));
    return block;
  }

  #standIn(raw: Raw, type: string, place: Place): BlockState {
    this.unknown++;
    const original = { ...raw };
    delete original['next'];
    return {
      type: place === 'value' || place === 'boolean' ? UNKNOWN_VALUE : UNKNOWN_STATEMENT,
      extraState: { type, original },
    };
  }

  #block(raw: Raw, type: string, depth: number): BlockState {
    const shape = shapes.get(type);
    return known({
      type,
      id: this.#id(own(raw, 'id')),
      fields: this.#fields(raw, type, shape),
      inputs: shape ? this.#inputs(raw, shape, depth) : undefined,
      extraState: own(raw, 'extraState'),
      icons: this.#comment(own(own(raw, 'icons'), 'comment')),
      collapsed: own(raw, 'collapsed') === true ? true : undefined,
      disabledReasons: this.#disabled(raw),
      data: text(own(raw, 'data')),
    }) as BlockState;
  }

  #id(raw: unknown): string | undefined {
    const id = text(raw, 101);
    if (!id || id.length > 100 || this.#ids.has(id)) return undefined;
    this.#ids.add(id);
    return id;
  }

  #disabled(raw: Raw): string[] | undefined {
    const reasons = own(raw, 'disabledReasons');
    const manual = 'MANUALLY_DISABLED';
    return Array.isArray(reasons) && reasons.includes(manual) ? [manual] : undefined;
  }

  #fields(raw: Raw, type: string, shape: BlockShape | undefined): BlockState['fields'] {
    const fields: Record<string, string | number> = {};
    const kept = own(raw, 'fields');
    const take = (name: string, value: string | number | undefined) => {
      if (value !== undefined) fields[name] = value;
    };
    if (type === LITERAL_NUMBER) {
      const value = own(kept, 'NUM');
      const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      take('NUM', typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : 0);
    } else if (type === LITERAL_TEXT) take('TEXT', text(own(kept, 'TEXT')) ?? '');
    else if (type === 'function_parameter') take('PARAMETER', chosenId(own(kept, 'PARAMETER')));
    else for (const part of shape?.parts ?? []) this.#field(part, kept, take);
    return Object.keys(fields).length > 0 ? fields : undefined;
  }

  #field(part: Part, kept: unknown, take: (name: string, value: string | undefined) => void) {
    if (!('field' in part)) return;
    const value = own(kept, part.field);
    if ('options' in part) {
      if (typeof value === 'string' && part.options.includes(value)) take(part.field, value);
    } else if ('choice' in part) take(part.field, chosenId(value));
    else take(part.field, text(value, 60));
  }

  #inputs(raw: Raw, shape: BlockShape, depth: number): BlockState['inputs'] {
    const inputs: Record<string, InputState> = {};
    const kept = own(raw, 'inputs');
    for (const part of shape.parts) {
      if ('body' in part) {
        const block = this.#chain(own(own(kept, part.body), 'block'), 'statement', depth + 1);
        if (block) inputs[part.body] = { block };
      } else if ('slot' in part) {
        const place = part.takes === 'boolean' ? 'boolean' : 'value';
        inputs[part.slot] = this.#slot(own(kept, part.slot), place, firstShadow(part), depth);
      }
    }
    if (shape.type === 'function_call' || shape.type === 'function_value')
      for (const name of isRaw(kept) ? Object.keys(kept) : [])
        if (/^ARG_[\w-]{1,64}$/.test(name))
          inputs[name] = this.#slot(own(kept, name), 'value', undefined, depth);
    return Object.keys(inputs).length > 0 ? inputs : undefined;
  }

  #slot(raw: unknown, place: Place, first: BlockState | undefined, depth: number): InputState {
    const block = this.#fitting(own(raw, 'block'), place, depth + 1);
    const shadow = this.#shadow(own(raw, 'shadow'), place) ?? first;
    return known({ block, shadow }) as InputState;
  }

  /** Only what is typed into may be a shadow. */
  #shadow(raw: unknown, place: Place): BlockState | undefined {
    const type = own(raw, 'type');
    const isLiteral = type === LITERAL_NUMBER || type === LITERAL_TEXT;
    if (!isRaw(raw) || !(place === 'boolean' ? type === 'truth' : isLiteral || type === 'truth'))
      return undefined;
    this.#count++;
    return this.#block(raw, type as string, 0);
  }

  #comment(raw: unknown): BlockState['icons'] {
    const written = text(own(raw, 'text'));
    if (written === undefined) return undefined;
    const [height, width] = [number(own(raw, 'height')), number(own(raw, 'width'))];
    const size = height && width && height > 0 && width > 0 ? { height, width } : {};
    const [x, y] = [number(own(raw, 'x')), number(own(raw, 'y'))];
    const place = x === undefined || y === undefined ? {} : { x, y };
    return { comment: { text: written, pinned: own(raw, 'pinned') === true, ...size, ...place } };
  }

  #workspaceComment(raw: unknown): Raw | undefined {
    if (!isRaw(raw)) return undefined;
    const size = (value: unknown) => Math.max(60, Math.min(2000, number(value) ?? 160));
    return known({
      id: this.#id(raw['id']),
      text: text(raw['text']) ?? '',
      x: number(raw['x']) ?? 0,
      y: number(raw['y']) ?? 0,
      width: size(raw['width']),
      height: size(raw['height']),
      collapsed: raw['collapsed'] === true ? true : undefined,
    });
  }
}

/** The id that a list keeps; also as a number, or as an object with an id. */
function chosenId(value: unknown): string | undefined {
  const id = isRaw(value) ? own(value, 'id') : value;
  if (typeof id === 'number' && Number.isFinite(id)) return String(id);
  return text(id, 200);
}

/** What can be loaded of a text. */
export function readProgram(saved: string): ReadProgram {
  if (saved.trim() === '')
    return { state: new Reader().program(undefined), unknown: 0, broken: false };
  const reader = new Reader();
  try {
    const raw: unknown = JSON.parse(saved);
    const state = reader.program(raw);
    return { state, unknown: reader.unknown, broken: reader.broken || !isRaw(raw) };
  } catch {
    // Not JSON, or nested deeper than the window can follow.
    return { state: new Reader().program(undefined), unknown: 0, broken: true };
  }
}

/** The text of what Blockly saved, with the unknown blocks in the place of their stand-ins. */
export function writeProgram(state: object): string {
  return JSON.stringify(state, (_key, value: unknown) => {
    const type = own(value, 'type');
    if (type !== UNKNOWN_STATEMENT && type !== UNKNOWN_VALUE) return value;
    const { next, x, y } = value as Raw;
    const original = own(own(value, 'extraState'), 'original');
    return { ...(isRaw(original) ? original : {}), ...known({ next, x, y }) };
  });
}
