import { validate } from '@readme/openapi-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFor } from './peer-server.fixture.ts';
import { platformDocument } from './platform-document.ts';
import { apiRoutes } from './routes/all-routes.ts';
import { type BffService, startBff } from './service.ts';

interface Operation {
  operationId: string;
  security?: object[];
  parameters?: { name: string; in: string; required?: boolean }[];
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

let bff: BffService;
let document: Document;
beforeAll(async () => {
  bff = await startBff(configFor(), { validateResponses: true });
  document = (await (await fetch(`${bff.url}/openapi.json`)).json()) as Document;
});
afterAll(() => bff[Symbol.asyncDispose]());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

it('is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toBe('3.1.0');
  const result = await validate(structuredClone(document) as never);
  expect(result).toMatchObject({ valid: true });
});

it('is the same without a running platform, as the client’s types are made of it', () => {
  expect(platformDocument()).toEqual(document);
});

it('documents exactly the routes that are served', () => {
  const documented = operations().map(({ path, method, operation }) =>
    [operation.operationId, method, path].join(' '),
  );
  const served = apiRoutes.map(({ path, method, operationId }) => [operationId, method, path].join(' '));
  const open = [
    'getHealth get /healthz',
    'getReadiness get /readyz',
    'getMetrics get /metrics',
    'getOpenApiDocument get /openapi.json',
  ];
  expect(documented.sort()).toEqual([...served, ...open].sort());
  expect(served.length).toBeGreaterThan(20);
});

it('asks for a key or a session everywhere but where there can be none yet', () => {
  const open = operations().filter(({ operation }) => operation.security?.length === 0);
  expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'get /healthz',
    'get /metrics',
    'get /openapi.json',
    'get /readyz',
    'get /v1/invitation-tokens/{token}',
    'get /v1/storefront',
    'get /v1/storefronts/{slug}/logo',
    'get /v1/storefronts/{slug}/manifest.webmanifest',
    'post /v1/invitation-tokens/{token}',
    'post /v1/password-resets',
    'post /v1/password-resets/{token}',
    'post /v1/session',
  ]);
});

it('asks for a session, and takes no key, where a user does something about the own account', async () => {
  const ofUsers = operations().filter(({ operation }) =>
    Object.hasOwn(operation.security?.[0] ?? {}, 'session'),
  );
  expect(ofUsers.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    'delete /v1/session',
    'get /v1/session',
    'put /v1/session/password',
    'put /v1/session/tenant',
  ]);
  for (const { method, path } of ofUsers)
    for (const authorization of ['', `Bearer qpk_${'x'.repeat(43)}`]) {
      const response = await fetch(bff.url + path, {
        method: method.toUpperCase(),
        headers: { authorization },
      });
      expect([path, response.status]).toEqual([path, 401]);
      expect(await response.json()).toMatchObject({ code: 'session-missing' });
    }
});

it('declares every parameter of every path', () => {
  for (const { path, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(declared.map(({ name }) => name)).toEqual(inPath);
  }
});

describe('every route that is documented with a key', () => {
  const filled = (path: string) => bff.url + path.replaceAll(/\{\w+\}/g, 'parts_1');

  it('answers 401 without one, and says how to send it', async () => {
    for (const { path, method } of operations().filter(({ operation }) => operation.security === undefined)) {
      const response = await fetch(filled(path), { method: method.toUpperCase() });
      expect([path, response.status]).toEqual([path, 401]);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="qipei"');
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(await response.json()).toMatchObject({ type: '/problems/key-missing', status: 401 });
    }
  });

  it('answers 405 with the methods that are served', async () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const response = await fetch(filled(path), { method: 'REPORT' });
      expect([path, response.status]).toEqual([path, 405]);
      const allow = Object.keys(methods).flatMap((method) =>
        method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
      );
      expect(response.headers.get('allow')?.split(', ').sort()).toEqual(allow.sort());
    }
  });

  it('answers 503 to a key that nobody can check', async () => {
    for (const { path, method } of operations().filter(({ operation }) => operation.security === undefined)) {
      const response = await fetch(filled(path), {
        method: method.toUpperCase(),
        headers: { authorization: `Bearer qpk_${'x'.repeat(43)}` },
      });
      expect([path, response.status]).toEqual([path, 503]);
      expect(response.headers.get('retry-after')).toBe('2');
      expect(await response.json()).toMatchObject({ code: 'access-unavailable' });
    }
  });
});
