import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type SignInBench, startSignInBench } from './sign-in-bench.fixture.ts';

const ROLES = ['owner', 'catalogue-manager', 'seller', 'buyer'] as const;
type Role = (typeof ROLES)[number];

/** Who may, by the scope that a route names; what is written here is what the roles are meant to be. */
const MAY: Record<string, readonly Role[]> = {
  'catalog:read': ROLES,
  'inventory:read': ROLES,
  'inventory:write': ['owner', 'catalogue-manager', 'seller'],
  'offers:write': ['owner', 'catalogue-manager'],
  'imports:read': ['owner', 'catalogue-manager'],
  'imports:write': ['owner', 'catalogue-manager'],
  'orders:read': ['owner', 'seller', 'buyer'],
  'orders:write': ['owner', 'seller', 'buyer'],
  'members:write': ['owner'],
  'keys:write': ['owner'],
  'storefront:write': ['owner', 'catalogue-manager'],
  'audit:read': ['owner'],
  'operations:read': ['owner'],
  any: ROLES,
};

/** The scope of each route as it is meant to be, by the beginning of its path; the first that fits counts. */
const MEANT: readonly (readonly [pattern: RegExp, scope: string])[] = [
  [/^get \/v1\/key$/, 'any'],
  [/^\w+ \/v1\/(members|invitations)(\/|$)/, 'members:write'],
  [/^\w+ \/v1\/keys(\/|$)/, 'keys:write'],
  [/^\w+ \/v1\/audit$/, 'audit:read'],
  [/^get \/v1\/health$/, 'operations:read'],
  [/^\w+ \/v1\/storefront-settings(\/|$)/, 'storefront:write'],
  [/^get \/v1\/orders(\/|$)/, 'orders:read'],
  [/^\w+ \/v1\/orders(\/|$)/, 'orders:write'],
  [/^get \/v1\/warehouses$/, 'inventory:read'],
  [/^get \/v1\/parts\/\{partId\}\/availability$/, 'inventory:read'],
  [/^post \/v1\/availability$/, 'inventory:read'],
  [/^get \/v1\/stock$/, 'inventory:write'],
  [/^patch \/v1\/parts\/\{partId\}\/stock\/\{warehouseId\}$/, 'inventory:write'],
  [/^put \/v1\/parts\/\{partId\}\/offer$/, 'offers:write'],
  [/^get \/v1\/parts\/\{partId\}\/stock-entries$/, 'inventory:write'],
  [/^get \/v1\/parts\/\{partId\}\/price-changes$/, 'offers:write'],
  [/^get \/v1\/(imports|uploads|mapping-profiles|releases|release-rules)(\/|$)/, 'imports:read'],
  [/^get \/v1\/(left-images|left-diagrams|image-space)$/, 'imports:read'],
  [/^post \/v1\/image-moves$/, 'imports:write'],
  [/^delete \/v1\/left-images\/\{partId\}$/, 'imports:write'],
  [/^\w+ \/v1\/(imports|uploads|mapping-profiles|releases)(\/|$)/, 'imports:write'],
  [/^put \/v1\/release-rules$/, 'imports:write'],
  [
    /^get \/v1\/(search|makes|vehicles|vehicle-releases|vins|vin-data|brands|part-types|numbers)(\/|$)/,
    'catalog:read',
  ],
];

let bench: SignInBench;
const browsers = {} as Record<Role, Browser>;
let routes: { method: string; path: string; scope: string; body: unknown }[];
beforeAll(async () => {
  bench = await startSignInBench();
  for (const role of ROLES) {
    await bench.addUser('acme', role, `${role}@acme.example`);
    browsers[role] = bench.browser();
    expect((await browsers[role].signIn(`${role}@acme.example`)).body.role).toBe(role);
  }
  // The owner who walks stays one.
  await bench.addUser('acme', 'owner', 'second@acme.example');
  const document = (await bench.send('GET', '/openapi.json')).body;
  routes = Object.entries<
    Record<string, { description: string; security?: object[]; requestBody?: unknown }>
  >(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security === undefined || security.some((each) => 'apiKey' in each))
      .map(([method, { description, requestBody }]) => ({
        ...{ method, path, body: requestBody },
        scope: /Scope: `([a-z:]+)`\./.exec(description)?.[1] ?? 'any',
      })),
  );
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('every route that takes a key or a session', () => {
  it('names the scope that it is meant to have', () => {
    expect(routes.length).toBeGreaterThan(60);
    const fits = new Set<RegExp>();
    for (const { method, path, scope } of routes) {
      expect(Object.keys(MAY), path).toContain(scope);
      const meant = MEANT.find(([pattern]) => pattern.test(`${method} ${path}`));
      if (meant === undefined) continue;
      expect([method, path, scope]).toEqual([method, path, meant[1]]);
      fits.add(meant[0]);
    }
    expect(MEANT.filter(([pattern]) => !fits.has(pattern))).toEqual([]);
  });

  it.each(ROLES)(
    'lets a %s do what the role may, and nothing else',
    async (role) => {
      for (const { method, path, scope, body } of routes) {
        const target = path.replaceAll(/\{\w+\}/g, 'none_1');
        const answer = await browsers[role].send(
          method.toUpperCase(),
          target,
          body === undefined ? {} : { body: {} },
        );
        const told = `${role}: ${method} ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`;
        if (MAY[scope]?.includes(role)) expect([401, 403, 500], told).not.toContain(answer.status);
        else {
          expect(answer.body, told).toMatchObject({ status: 403, code: 'scope-missing', scope });
          // Whoever may not isn't told what else would be wrong.
          expect(answer.body.errors).toEqual([]);
        }
      }
    },
    180_000,
  );

  it('takes nobody’s word for a role', async () => {
    for (const headers of [
      { 'x-role': 'owner', 'qipei-tenant': 'bolt', 'x-tenant': 'bolt', 'qipei-actor': 'key_1' },
      {
        'x-forwarded-user': 'owner@acme.example',
        'x-original-method': 'GET',
        'x-http-method-override': 'GET',
      },
    ]) {
      const answer = await browsers.buyer.send('GET', '/v1/members', { headers });
      expect(answer.body).toMatchObject({ status: 403, code: 'scope-missing' });
      expect((await browsers.buyer.send('GET', '/v1/session', { headers })).body).toMatchObject({
        ...{ tenant: 'acme', role: 'buyer', customerId: 'garage-7' },
      });
    }
  });
});
