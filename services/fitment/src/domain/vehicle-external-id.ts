/** A key of a vehicle in somebody's table, with the kind of key that it is: `ktype.pc:15657` is never `ktype.cv:15657`. */
export interface ExternalId {
  /** One of `EXTERNAL_ID_KINDS`, or `tenant.<name>` for a table of the tenant's own. */
  kind: string;
  key: string;
}

/** What a key of this kind names. */
type Names = 'make' | 'model' | 'generation' | 'variant' | 'base-vehicle';

interface KindRule {
  names: Names;
  /** How the keys are written. */
  form: 'number' | 'text';
}

const NUMBER = (names: Names): KindRule => ({ names, form: 'number' });

/**
 * The kinds that are known. Auto Care's VCdb gives makes, models, base vehicles and vehicles numbers of their own;
 * TecDoc's K-types are numbered apart for passenger cars, commercial vehicles, motorcycles, engines and axles, so that
 * the same number means another thing in each.
 */
export const EXTERNAL_ID_KINDS: ReadonlyMap<string, KindRule> = new Map([
  ['vcdb.make', NUMBER('make')],
  ['vcdb.model', NUMBER('model')],
  ['vcdb.baseVehicle', NUMBER('base-vehicle')],
  ['vcdb.vehicle', NUMBER('variant')],
  ['ktype.pc', NUMBER('variant')],
  ['ktype.cv', NUMBER('variant')],
  ['ktype.mc', NUMBER('variant')],
  ['kmake', NUMBER('make')],
  ['kmodel', NUMBER('generation')],
  ['vpic.make', NUMBER('make')],
  ['vpic.model', NUMBER('model')],
]);

/** The kind of the ids that a file gives its rows without saying whose they are. */
export const OWN_KIND = 'tenant.own';

export type ExternalIdFault = 'malformed' | 'kind-unknown';

const TENANT_KIND = /^tenant\.[a-z0-9][a-z0-9-]{0,39}$/;
/** Nothing that can't be shown, and no blank at its ends. */
const TEXT_KEY = /^[^\s\p{C}\ufffd](?:[^\p{C}\ufffd]{0,98}[^\s\p{C}\ufffd])?$/u;

/**
 * Reads `<kind>:<key>`. Kinds are compared without case; numbers lose leading zeros, a tenant's own keys stay as they
 * are but for width and composition (NFKC).
 */
export function parseExternalId(text: string): ExternalId | ExternalIdFault {
  const at = text.indexOf(':');
  if (at <= 0) return 'malformed';
  const kind = kindOf(text.slice(0, at).trim());
  if (kind === undefined) return 'kind-unknown';
  const key = text
    .slice(at + 1)
    .trim()
    .normalize('NFKC');
  if (EXTERNAL_ID_KINDS.get(kind)?.form === 'number') {
    const digits = /^0*([1-9]\d{0,11})$/.exec(key)?.[1];
    return digits === undefined ? 'malformed' : { kind, key: digits };
  }
  return key.isWellFormed() && TEXT_KEY.test(key) ? { kind, key } : 'malformed';
}

export function externalIdText({ kind, key }: ExternalId): string {
  return `${kind}:${key}`;
}

/** What an id of this kind names; a tenant's own may name anything. */
export function namedBy(kind: string): Names | undefined {
  return EXTERNAL_ID_KINDS.get(kind)?.names;
}

const BY_LOWER_CASE = new Map([...EXTERNAL_ID_KINDS.keys()].map((kind) => [kind.toLowerCase(), kind]));

function kindOf(text: string): string | undefined {
  const lower = text.toLowerCase();
  return BY_LOWER_CASE.get(lower) ?? (TENANT_KIND.test(lower) ? lower : undefined);
}
