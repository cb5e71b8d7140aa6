import { request } from 'node:http';
import { expect, it } from 'vitest';
import { configFor } from '../peer-server.fixture.ts';
import { startBff } from '../service.ts';

/** What a browser that was sent to `host` is told about TLS. */
function strictTransportOf(url: string, host: string): Promise<string | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: '/healthz', headers: { host } }, (response) => {
      response.resume();
      resolve(response.headers['strict-transport-security']);
    })
      .on('error', reject)
      .end();
  });
}

it('binds hosts below its own to TLS, and none below a tenant’s', async () => {
  await using bff = await startBff({ ...configFor(), publicUrl: 'https://Parts.example' });
  for (const host of ['parts.example', 'PARTS.example:443', 'parts.example.'])
    expect(await strictTransportOf(bff.url, host)).toBe('max-age=31536000; includeSubDomains');
  for (const host of ['acme.example', 'www.parts.example', 'notparts.example', 'localhost', 'x'])
    expect(await strictTransportOf(bff.url, host)).toBe('max-age=31536000');
});

it('binds no host below any where its own isn’t known', async () => {
  await using bff = await startBff(configFor());
  for (const host of [new URL(bff.url).host, 'acme.example'])
    expect(await strictTransportOf(bff.url, host)).toBe('max-age=31536000');
});
