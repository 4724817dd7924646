/**
 * A program as text to read: every script in the words of its blocks, bodies indented. Slots are
 * written as in the block reference: (number), [text], <condition>, [choice ▾].
 * Never here: the dialog, files.
 */
import type { ClassId, ObjectView, ProgramView } from '../../api';
import { t } from '../../i18n/index.svelte';
import { shapes } from '../blocks/catalogue';
import {
  EDGE,
  LITERAL_NUMBER,
  LITERAL_TEXT,
  POINTER,
  THIS_OBJECT,
  type Choice,
  type Part,
} from '../blocks/shape';
import { readParameters, type Parameter } from '../workspace/parameters';
import { readProgram, UNKNOWN_STATEMENT, UNKNOWN_VALUE } from '../workspace/saved';
import type { BlockState } from '../workspace/state';
import {
  noSurroundings,
  plainName,
  type Named,
  type Surroundings,
} from '../workspace/surroundings';
import { optionWords, typeWords, words } from '../workspace/words';

/** What blocks name outside of the program. */
export interface OutsideNames {
  classes: readonly { id: ClassId; name: string; merged?: readonly ClassId[] }[];
  sounds: readonly Named[];
}

const INDENT = '    ';
/** Where the pointer, the edge and the object itself have their words. */
const PLACES = new Map([
  [POINTER, 'place.pointer'],
  [EDGE, 'place.edge'],
  [THIS_OBJECT, 'place.self'],
]);

/** The whole program. */
export function programText(program: ProgramView, outside: OutsideNames): string {
  const head = [
    named(t('examples:export.variables'), program.shared.variables),
    named(t('examples:export.lists'), program.shared.lists),
  ].filter((line) => line !== '');
  const objects = program.objects.map((object) => objectText(object, program, outside));
  return `${[...(head.length > 0 ? [head.join('\n')] : []), ...objects].join('\n\n')}\n`;
}

const named = (label: string, all: readonly { name: string }[]) =>
  all.length === 0 ? '' : `${label}: ${all.map(({ name }) => name).join(', ')}`;

/** One object with its scripts, in the order of their places in the workspace. */
export function objectText(
  object: ObjectView,
  program: Pick<ProgramView, 'shared' | 'objects'>,
  { classes, sounds }: OutsideNames,
): string {
  const around: Surroundings = {
    ...noSurroundings,
    object,
    shared: program.shared,
    objects: program.objects,
    classes: classes.map(({ id, name, merged }) => ({
      id: String(id),
      name,
      merged: (merged ?? []).map(String),
    })),
    sounds,
  };
  const { blocks } = readProgram(object.blocks).state.blocks;
  const tops = [...blocks].sort(byPlace);
  const writer = new Writer(around, tops);
  const scripts = tops.map((top) => writer.script(top).join('\n'));
  const title = `== ${object.name} ==`;
  return [title, ...(scripts.length > 0 ? scripts : [t('examples:export.no_blocks')])].join('\n\n');
}

const byPlace = (one: BlockState, other: BlockState) =>
  (one.y ?? 0) - (other.y ?? 0) || (one.x ?? 0) - (other.x ?? 0);

class Writer {
  readonly #functions = new Map<string, { name: string; parameters: Parameter[] }>();

  constructor(
    private readonly around: Surroundings,
    tops: readonly BlockState[],
  ) {
    for (const { type, id, fields, extraState } of tops) {
      if (type !== 'function_define' || !id) continue;
      const name = String(fields?.['NAME'] ?? '');
      this.#functions.set(id, { name, parameters: readParameters(extraState) });
    }
  }

  script(top: BlockState): string[] {
    const kind = shapes.get(top.type)?.kind;
    if (kind !== 'hat') return this.#sequence(top, '');
    return [...this.#block(top, ''), ...this.#sequence(top.next?.block, INDENT)];
  }

  #sequence(first: BlockState | undefined, indent: string): string[] {
    const lines: string[] = [];
    for (let state = first; state; state = state.next?.block)
      lines.push(...this.#block(state, indent));
    return lines;
  }

  #block(state: BlockState, indent: string): string[] {
    const note = state.icons?.comment.text;
    const comment = note ? note.split('\n').map((line) => `${indent}# ${line}`) : [];
    return [...comment, ...this.#lines(state, indent)];
  }

  /** The words of a block; a body ends a line and is indented below it. */
  #lines(state: BlockState, indent: string): string[] {
    const lines: string[] = [];
    let line = '';
    const close = () => {
      const written = line.replace(/\s+/g, ' ').trim();
      if (written !== '') lines.push(indent + written);
      line = '';
    };
    for (const piece of this.#pieces(state)) {
      if (typeof piece === 'string') line += piece;
      else {
        close();
        const inside = this.#sequence(state.inputs?.[piece.body]?.block, indent + INDENT);
        lines.push(
          ...(inside.length > 0 ? inside : [indent + INDENT + t('examples:export.empty')]),
        );
      }
    }
    close();
    return lines;
  }

  /** A value on its own line or in a slot. */
  #inline(state: BlockState): string {
    return this.#pieces(state)
      .map((piece) => (typeof piece === 'string' ? piece : ''))
      .join('')
      .replace(/\s+/g, ' ')
      .trim();
  }

  /** Words with the slots filled in, and bodies. */
  #pieces(state: BlockState): (string | { body: string })[] {
    const { type } = state;
    if (type === UNKNOWN_STATEMENT || type === UNKNOWN_VALUE) return [words('unknown')];
    if (type === LITERAL_NUMBER) return [String(state.fields?.['NUM'] ?? '')];
    if (type === LITERAL_TEXT) return [String(state.fields?.['TEXT'] ?? '')];
    if (type.startsWith('function_') && type !== 'function_return') return [this.#function(state)];
    const parts = shapes.get(type)?.parts ?? [];
    return typeWords(type)
      .split(/(%\d+)/)
      .map((piece) => {
        const part = /^%\d+$/.test(piece) ? parts[Number(piece.slice(1)) - 1] : undefined;
        return part ? this.#part(part, state) : piece;
      });
  }

  #part(part: Part, state: BlockState): string | { body: string } {
    if ('body' in part) return part;
    if ('slot' in part) return this.#slot(state, part.slot);
    const value = String(state.fields?.[part.field] ?? '');
    if ('options' in part) return optionWords(value === '' ? part.options[0] : value);
    return 'choice' in part ? `[${this.#chosen(part.choice, value, state, part.field)} ▾]` : value;
  }

  #slot(state: BlockState, name: string): string {
    const { block, shadow } = state.inputs?.[name] ?? {};
    const inside = block ?? shadow;
    if (!inside) return '( )';
    const text = this.#inline(inside);
    if (inside.type === LITERAL_TEXT) return `[${text}]`;
    return shapes.get(inside.type)?.kind === 'boolean' ? `<${text}>` : `(${text})`;
  }

  /** The name of now; the last one that it had when it is gone. */
  #chosen(choice: Choice, id: string, state: BlockState, field: string): string {
    const place = PLACES.get(id);
    if (place) return words(place);
    const name = plainName(choice, id, this.around);
    if (name !== undefined) return name;
    if (id === '') return words(`none.${choice}`);
    const kept = (state.extraState as { names?: Record<string, unknown> } | undefined)?.names?.[
      field
    ];
    return t('examples:export.gone', { name: typeof kept === 'string' ? kept : '?' });
  }

  #function(state: BlockState): string {
    const extra = (state.extraState ?? {}) as { functionId?: unknown };
    const fill = (inside: string) => typeWords(state.type).replace('%1', () => inside);
    switch (state.type) {
      case 'function_define': {
        const own = readParameters(state.extraState).map(({ name }) => `(${name})`);
        return fill([`[${String(state.fields?.['NAME'] ?? '')}]`, ...own].join(' '));
      }
      case 'function_parameter':
        return fill(this.#parameterName(String(state.fields?.['PARAMETER'] ?? '')));
      default: {
        const called = this.#functions.get(String(extra.functionId));
        const given = (called?.parameters ?? []).map(({ id }) => this.#slot(state, `ARG_${id}`));
        return fill([`[${called?.name ?? words('none.function')}]`, ...given].join(' '));
      }
    }
  }

  #parameterName(id: string): string {
    const all = [...this.#functions.values()].flatMap(({ parameters }) => parameters);
    return all.find((one) => one.id === id)?.name ?? words('none.parameter');
  }
}
