import type { CheckedQualifier } from './checked-app.ts';

/** The qualifiers that a tenant has loaded, with the parameters that the text of each asks for. */
export interface QualifierTable {
  wrong(
    id: string,
    params: CheckedQualifier['params'],
  ): { code: 'qualifier-unknown' | 'qualifier-parameters'; message: string } | undefined;
}

const PARAMETER = /<\s*p(\d+)\b([^>]*)>/gi;

/**
 * @param texts Qdb's text of each qualifier by its id: `Exc. <p1 type="name"/> with <p2 type="num"/> cyl.`
 * @param listed types of the parameters in their order, of qualifiers whose texts don't give them
 */
export function qualifierTable(
  texts: ReadonlyMap<string, string>,
  listed: ReadonlyMap<string, readonly string[]> = new Map(),
): QualifierTable {
  const asked = new Map<string, string[]>();

  /** The type of each parameter, `''` where the text gives none. */
  function typesOf(id: string): string[] | undefined {
    const known = asked.get(id);
    if (known !== undefined) return known;
    const text = texts.get(id);
    if (text === undefined) return undefined;
    const types: string[] = [];
    for (const [, place = '', rest = ''] of text.matchAll(PARAMETER)) {
      const at = Number(place) - 1;
      if (at < 0 || at > 50) continue;
      types[at] ??= (/type\s*=\s*["']?([a-z]+)/i.exec(rest)?.[1] ?? '').toLowerCase();
    }
    const given = listed.get(id) ?? [];
    const length = Math.max(types.length, given.length);
    const whole = Array.from({ length }, (_, at) => types[at] || (given[at] ?? ''));
    asked.set(id, whole);
    return whole;
  }

  return {
    wrong(id, params) {
      const types = typesOf(id);
      if (types === undefined)
        return { code: 'qualifier-unknown', message: `The table has no qualifier ${id}.` };
      if (types.length !== params.length) {
        const message = `Qualifier ${id} takes ${types.length} parameters and has ${params.length}.`;
        return { code: 'qualifier-parameters', message };
      }
      const at = types.findIndex((type, place) => !isOf(type, params[place]?.value ?? ''));
      if (at < 0) return undefined;
      const message = `Parameter ${at + 1} of qualifier ${id} is a ${types[at]}; '${params[at]?.value.slice(0, 60)}' is none.`;
      return { code: 'qualifier-parameters', message };
    },
  };
}

/** Only what can be told for certain: a number has a digit in it, a date a digit, a list an item. */
function isOf(type: string, value: string): boolean {
  if (value.trim() === '') return true;
  if (type === 'num') return /^[\s(<>=~±+-]*[\d.,/\s-]*\d[\d.,/\s-]*["'”’)]*$/.test(value);
  if (type === 'date') return /\d/.test(value);
  return true;
}
