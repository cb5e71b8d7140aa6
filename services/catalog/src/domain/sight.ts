import { type Grant, grantState } from './grant.ts';
import { brandKey } from './number-space.ts';

/** Which private parts of others a tenant may see, at one moment. */
export interface Sight {
  /** Those whose parts it may see some of, ascending. */
  readonly publishers: readonly string[];
  /** Keys of the brands that it may see of a publisher; undefined where it may see none. */
  brandsOf(publisher: string): 'all' | ReadonlySet<string> | undefined;
}

/** Answers with what a tenant may see right now. */
export type SightOf<S = Sight | Promise<Sight>> = (tenant: string) => S;

export const OWN_SIGHT: Sight = { publishers: [], brandsOf: () => undefined };

export function seesBrand(sight: Sight, publisher: string, brand: string): boolean {
  const brands = sight.brandsOf(publisher);
  return brands !== undefined && (brands === 'all' || brands.has(brandKey(brand)));
}

/** What of a grant sight is made of. */
export type SightGrant = Pick<Grant, 'publisher' | 'scope' | 'validFrom' | 'validUntil' | 'revokedAt'>;

/**
 * What the grants to a tenant let it see at `now`, and until when that stays so if no grant is changed; undefined: for ever. A
 * brand is seen whole as soon as any grant opens it.
 */
export function sightAt(grants: readonly SightGrant[], now: Date): { sight: Sight; until: Date | undefined } {
  const seen = new Map<string, 'all' | Set<string>>();
  let until: Date | undefined;
  for (const grant of grants) {
    const state = grantState(grant, now);
    const turn = state === 'pending' ? grant.validFrom : state === 'active' ? grant.validUntil : undefined;
    if (turn !== undefined && (until === undefined || turn < until)) until = turn;
    if (state !== 'active') continue;
    const { publisher, scope } = grant;
    const known = seen.get(publisher);
    if (scope.kind === 'all') seen.set(publisher, 'all');
    else if (known === undefined) seen.set(publisher, new Set(scope.brands.map(brandKey)));
    else if (known !== 'all') for (const brand of scope.brands) known.add(brandKey(brand));
  }
  const publishers = [...seen.keys()].sort();
  return { sight: { publishers, brandsOf: (publisher) => seen.get(publisher) }, until };
}
