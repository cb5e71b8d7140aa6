/** One value of a record, as it is before and after a change; undefined where there is none. */
export interface ChangedField {
  /** Names on the way to it, with places in lists from 1: `numbers 2 display`. */
  path: readonly string[];
  before: string | undefined;
  after: string | undefined;
  isChanged: boolean;
}

/** Deeper than any record of a catalogue; what lies below is one text. */
const MAX_DEPTH = 6;
const MAX_FIELDS = 2_000;

/**
 * Every value of two states of a record side by side, in the order of the record; what is changed can be told from what isn't.
 * Lists of texts are compared as sets of lines, other lists place by place.
 */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const found = new Map<string, { path: string[]; before: string | undefined; after: string | undefined }>();
  const collect = (side: 'before' | 'after', value: unknown, path: string[]): void => {
    if (found.size >= MAX_FIELDS || value === undefined || value === null) return;
    const inner = path.length < MAX_DEPTH ? membersOf(value) : undefined;
    if (inner !== undefined) {
      for (const [name, each] of inner) collect(side, each, [...path, name]);
      return;
    }
    const key = JSON.stringify(path);
    const field = found.get(key) ?? { path, before: undefined, after: undefined };
    found.set(key, { ...field, [side]: textOf(value) });
  };
  // The later state leads the order.
  collect('after', after, []);
  collect('before', before, []);
  return [...found.values()].map((field) => ({ ...field, isChanged: field.before !== field.after }));
}

function membersOf(value: unknown): [string, unknown][] | undefined {
  if (Array.isArray(value))
    return value.every((each) => typeof each !== 'object' || each === null)
      ? undefined
      : value.map((each, at) => [String(at + 1), each]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object'))
    return value.map(String).sort().join('\n');
  return JSON.stringify(value);
}
