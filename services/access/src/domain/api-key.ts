import { createHash, randomBytes } from 'node:crypto';
import { DomainError, InvalidInput } from '@qipei/kernel';

/** What a key allows. `catalog:read` covers VINs, vehicles, search, parts and numbers. */
export const SCOPES = [
  'catalog:read',
  'inventory:read',
  'inventory:write',
  'offers:write',
  'imports:read',
  'imports:write',
  'orders:read',
  'orders:write',
  'members:write',
  'keys:write',
  'storefront:write',
  'audit:read',
  'operations:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Bundles of scopes by the work that a key is for. */
export const ROLES: Record<string, readonly Scope[]> = {
  distributor: SCOPES,
  shop: ['catalog:read', 'inventory:read', 'orders:read', 'orders:write'],
};

export interface ApiKey {
  keyId: string;
  tenant: string;
  name: string;
  scopes: readonly Scope[];
  /** Customer of the tenant on whose behalf the key acts; empty for the tenant itself. */
  customerId: string;
  /** SHA-256 of the secret, in hex. The secret itself is never kept. */
  secretHash: string;
  createdAt: Date;
  revokedAt: Date | undefined;
}

const SECRET = /^qpk_[A-Za-z0-9_-]{43}$/;
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** A secret of 256 random bits; a plain digest of it can't be guessed back. */
export function newSecret(): string {
  return `qpk_${randomBytes(32).toString('base64url')}`;
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function looksLikeSecret(text: string): boolean {
  return SECRET.test(text);
}

/** @throws InvalidInput for a tenant or customer name of another form. */
export function requireName(field: string, value: string): string {
  if (NAME.test(value)) return value;
  throw new InvalidInput(
    field,
    'name-invalid',
    `'${value.slice(0, 80)}' must be 1 to 63 of a-z, 0-9, '.', '_' or '-', a letter or digit first.`,
  );
}

/** @throws InvalidInput for a scope that does not exist. */
export function requireScopes(values: readonly string[]): Scope[] {
  const scopes = values.map((value) => {
    const scope = SCOPES.find((known) => known === value);
    if (scope === undefined)
      throw new InvalidInput(
        'scopes',
        'scope-unknown',
        `There is no scope '${value.slice(0, 80)}'; there are ${SCOPES.join(', ')}.`,
      );
    return scope;
  });
  if (scopes.length === 0)
    throw new InvalidInput('scopes', 'scope-missing', 'A key needs at least one scope.');
  return [...new Set(scopes)];
}

export class KeyRefused extends DomainError {
  constructor() {
    super({
      kind: 'unauthenticated',
      code: 'key-invalid',
      message: 'The API key is unknown or has been revoked.',
    });
  }
}
