/** What functions are made of, as data: parameters, and what is kept with definitions and calls. */

export interface Parameter {
  id: string;
  name: string;
}

/** What a call keeps: names only for the day its definition is gone. */
export interface CallState {
  functionId: string;
  parameters: string[];
  name: string;
  parameterNames: string[];
}

const MOST = 8;
export const LONGEST_NAME = 40;

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
const nameOf = (value: unknown) => (typeof value === 'string' ? value.slice(0, LONGEST_NAME) : '');
const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, MOST) : []);

/** The parameters in whatever was saved with a definition. */
export function readParameters(state: unknown): Parameter[] {
  const seen = new Set<string>();
  return list(property(state, 'parameters')).flatMap((one) => {
    const id = property(one, 'id');
    if (!isId(id) || seen.has(id)) return [];
    seen.add(id);
    return [{ id, name: nameOf(property(one, 'name')) }];
  });
}

/** What can be used of whatever was saved with a call. */
export function readCall(state: unknown): CallState {
  const functionId = property(state, 'functionId');
  const names = list(property(state, 'parameterNames'));
  const given = list(property(state, 'parameters'));
  const pairs = given.flatMap((id, index) =>
    isId(id) ? [[id, nameOf(names[index])] as const] : [],
  );
  const unique = new Map(pairs);
  return {
    functionId: typeof functionId === 'string' ? functionId.slice(0, 100) : '',
    name: nameOf(property(state, 'name')),
    parameters: [...unique.keys()],
    parameterNames: [...unique.values()],
  };
}

export const canHaveMore = (parameters: readonly Parameter[]) => parameters.length < MOST;
