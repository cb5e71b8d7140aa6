import {
  FindStorefrontResponse,
  StorefrontAccess,
  StorefrontServiceService,
} from '@qipei/contracts/access/v1/storefront';
import { expect, it } from 'vitest';
import { KEY, oneMethod, startBench } from '../peer-server.fixture.ts';

it('a guest’s body is refused by its length before it is read, and not a key’s', async () => {
  const findStorefront = async () =>
    FindStorefrontResponse.fromPartial({
      storefront: { tenant: 'acme', settings: { slug: 'acme', access: StorefrontAccess.OPEN } },
    });
  await using bench = await startBench({
    services: [oneMethod(StorefrontServiceService, { findStorefront }, { tenantless: ['findStorefront'] })],
  });
  const check = async (body: string, headers: Record<string, string>) => {
    const asked = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
    const answer = await fetch(`${bench.url}/v1/fitments/check`, asked);
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  const guest = { 'x-qipei-storefront': 'acme' };
  const key = { authorization: `Bearer ${KEY}` };
  // What is wrong with it is only seen by who reads it.
  const long = `{"${'x'.repeat(64 * 1024)}": 1}`;
  expect(await check(long, guest)).toEqual([413, 'body-too-large']);
  expect(await check(long, key)).toEqual([400, 'request-invalid']);
  expect(await check('{"x": 1}', guest)).toEqual([400, 'request-invalid']);
});
