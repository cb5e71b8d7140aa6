import { DomainError, InvalidInput } from '@qipei/kernel';
import { brandKey } from './number-space.ts';

/** What a publisher shares of its private parts. */
export type GrantScope =
  | { kind: 'all' }
  /** Names as the publisher wrote them, each brand once, in the order of their keys; never empty. */
  | { kind: 'brands'; brands: readonly string[] };

/** What its publisher may change of a grant by giving it again. */
export interface GrantTerms {
  /** The publisher's own; at most 1,000 characters. */
  note: string;
  /** Undefined: at once. */
  validFrom: Date | undefined;
  /** The first instant at which it doesn't hold any more; undefined: without end. */
  validUntil: Date | undefined;
}

export interface Grant extends GrantTerms {
  grantId: string;
  publisher: string;
  subscriber: string;
  scope: GrantScope;
  createdAt: Date;
  revokedAt: Date | undefined;
  /** Counts the changes, from 1. */
  version: number;
}

/** A grant that is asked for. */
export type GrantRequest = Pick<Grant, 'publisher' | 'subscriber' | 'scope' | keyof GrantTerms>;

export type GrantState = 'pending' | 'active' | 'expired' | 'revoked';

/** Of one publisher to one tenant that aren't revoked: each look of that tenant at parts minds all of them. */
export const MAX_GRANTS_TO_ONE = 100;

/** A publisher has given one tenant as many grants as it may. */
export class GrantsTooMany extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'grants-too-many',
      message: `A tenant holds at most ${MAX_GRANTS_TO_ONE} of your grants; revoke some, or name more brands in one.`,
    });
  }
}

/** Of one publisher to one tenant, named in grants that aren't revoked: what they open together is one document of the feed. */
export const MAX_BRANDS_TO_ONE = 10_000;
/** Of their keys: some characters of a name become many. */
const MAX_BRAND_CHARACTERS_TO_ONE = 1_000_000;

/** Grants of a publisher would name more brands for one tenant than they may. */
export class GrantBrandsTooMany extends DomainError {
  constructor(brands: number) {
    super({
      kind: 'conflict',
      code: 'grant-brands-too-many',
      message: `Your grants to a tenant name at most ${MAX_BRANDS_TO_ONE} brands together, ${MAX_BRAND_CHARACTERS_TO_ONE} characters; with this one they are ${brands}. Grant everything instead, or revoke some.`,
    });
  }
}

/**
 * Whether there is room for one more beside those that a tenant has of the publisher and that aren't revoked.
 * @throws GrantsTooMany, GrantBrandsTooMany
 */
export function requireRoom(held: readonly Pick<Grant, 'scope'>[], scope: GrantScope): void {
  if (held.length >= MAX_GRANTS_TO_ONE) throw new GrantsTooMany();
  if (scope.kind === 'all') return;
  const keys = [...held.map((grant) => grant.scope), scope].flatMap((each) =>
    each.kind === 'all' ? [] : each.brands.map(brandKey),
  );
  const distinct = new Set(keys);
  const characters = [...distinct].reduce((sum, key) => sum + key.length, 0);
  if (distinct.size > MAX_BRANDS_TO_ONE || characters > MAX_BRAND_CHARACTERS_TO_ONE)
    throw new GrantBrandsTooMany(distinct.size);
}

const MAX_BRANDS = 500;
const MAX_BRAND = 200;
const MAX_NOTE = 1_000;
/** The form that the names of tenants have. Whether there is such a one isn't asked: the answer would tell. */
const TENANT = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** @throws InvalidInput */
export function requireGrant(
  publisher: string,
  asked: { subscriber: string; allBrands: boolean; brands: readonly string[] } & GrantTerms,
  now: Date,
): GrantRequest {
  const { subscriber, note, validFrom, validUntil } = asked;
  if (!TENANT.test(subscriber))
    throw new InvalidInput(
      'subscriber',
      'name-invalid',
      "A tenant is 1 to 63 of a-z, 0-9, '.', '_' or '-', a letter or digit first.",
    );
  if (subscriber === publisher)
    throw new InvalidInput('subscriber', 'grant-to-self', 'Your own parts you see without a grant.');
  if (note.length > MAX_NOTE)
    throw new InvalidInput('note', 'too-long', `At most ${MAX_NOTE} characters, these are ${note.length}.`);
  for (const [field, at] of Object.entries({ validFrom, validUntil }))
    if (at !== undefined && Number.isNaN(at.getTime()))
      throw new InvalidInput(field, 'date-invalid', 'This is no instant.');
  if (validUntil !== undefined && validUntil <= now)
    throw new InvalidInput(
      'validUntil',
      'out-of-range',
      'A grant ends in the future; to end one now, revoke it.',
    );
  if (validFrom !== undefined && validUntil !== undefined && validFrom >= validUntil)
    throw new InvalidInput('validUntil', 'out-of-range', 'A grant ends after it begins.');
  const scope = requireScope(asked);
  return { publisher, subscriber, scope, note, validFrom, validUntil };
}

function requireScope({ allBrands, brands }: { allBrands: boolean; brands: readonly string[] }): GrantScope {
  if (allBrands) {
    if (brands.length === 0) return { kind: 'all' };
    throw new InvalidInput('brands', 'not-allowed', 'Everything is granted, or some brands; not both.');
  }
  if (brands.length === 0)
    throw new InvalidInput('brands', 'required', 'Name the brands, or say that all of them are meant.');
  if (brands.length > MAX_BRANDS)
    throw new InvalidInput(
      'brands',
      'too-many',
      `At most ${MAX_BRANDS} brands are named in one grant, not ${brands.length}.`,
    );
  const named = new Map<string, string>();
  for (const [at, brand] of brands.entries()) {
    const name = brand.trim();
    const key = name.length > MAX_BRAND ? '' : brandKey(name);
    if (key === '') throw new InvalidInput(`brands[${at}]`, 'brand-invalid', 'This is no name of a brand.');
    if (!named.has(key)) named.set(key, name);
  }
  return { kind: 'brands', brands: [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name) };
}

/** By which two grants of a publisher to a tenant are one; brands have no line break. */
export function scopeKey(scope: GrantScope): string {
  return scope.kind === 'all' ? '' : scope.brands.map(brandKey).sort().join('\n');
}

export function grantState(
  { revokedAt, validFrom, validUntil }: Pick<Grant, 'revokedAt' | 'validFrom' | 'validUntil'>,
  now: Date,
): GrantState {
  if (revokedAt !== undefined) return 'revoked';
  if (validUntil !== undefined && validUntil <= now) return 'expired';
  return validFrom !== undefined && validFrom > now ? 'pending' : 'active';
}

/** The grant with the terms asked for; undefined where it has them. */
export function withTerms(grant: Grant, { note, validFrom, validUntil }: GrantTerms): Grant | undefined {
  const same =
    grant.note === note &&
    grant.validFrom?.getTime() === validFrom?.getTime() &&
    grant.validUntil?.getTime() === validUntil?.getTime();
  return same ? undefined : { ...grant, note, validFrom, validUntil, version: grant.version + 1 };
}

/** As everybody but its publisher may see it. */
export function withoutNote(grant: Grant): Grant {
  return { ...grant, note: '' };
}
