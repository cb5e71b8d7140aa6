import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { HttpProblem } from './problem.ts';
import { requireHosts } from './storefront-hosts.ts';

function codeOf(hosts: readonly string[], publicUrl: string | undefined): string | undefined {
  try {
    requireHosts(hosts, publicUrl);
    return undefined;
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    expect(error.status).toBe(409);
    return `${error.fields[0]?.field} ${error.code}`;
  }
}

const OWN = 'https://parts.example';

test.each<[string[], string | undefined, string | undefined]>([
  [[], undefined, undefined],
  [['demo.localhost', 'Other.LOCALHOST.', '汽配.localhost'], undefined, undefined],
  [['demo.localhost', 'acme.example'], undefined, 'hosts[1] public-url-missing'],
  [['localhost.evil.example'], undefined, 'hosts[0] public-url-missing'],
  [['evillocalhost'], undefined, 'hosts[0] public-url-missing'],
  [['acme.example', '汽配.example'], OWN, undefined],
  [['notparts.example', 'parts.example.com'], OWN, undefined],
  [['acme.example', ' PARTS.Example. '], OWN, 'hosts[1] host-taken'],
  [['www.parts.example'], OWN, 'hosts[0] host-taken'],
  [['WWW.ｐａｒｔｓ.example'], OWN, 'hosts[0] host-taken'],
  [['login。parts。example'], OWN, 'hosts[0] host-taken'],
  [['a.b.parts.example'], OWN, 'hosts[0] host-taken'],
  [['parts.example'], 'https://www.parts.example:8443', 'hosts[0] host-taken'],
  [['shop.parts.example'], 'https://www.parts.example', 'hosts[0] host-taken'],
  // Of `www.example` no more than itself is the platform's.
  [['acme.example'], 'https://www.example', undefined],
  [['parts.localhost'], 'http://parts.localhost:8080', 'hosts[0] host-taken'],
  [['demo.localhost'], 'http://localhost:8080', undefined],
])('%j of a tenant, at %s: %s', (hosts, publicUrl, code) => {
  expect(codeOf(hosts, publicUrl)).toBe(code);
});

it('never takes the platform’s own name, however it is written, nor fails otherwise', () => {
  const label = fc.stringMatching(/^[a-z0-9]{1,10}$/);
  const own = fc.array(label, { maxLength: 3 }).map((labels) => [...labels, 'parts', 'example'].join('.'));
  fc.assert(
    fc.property(fc.mixedCase(own), (written) => {
      expect(codeOf([written], OWN)).toBe('hosts[0] host-taken');
    }),
  );
  const unit = fc.integer({ min: 0, max: 0xffff });
  const units = fc.array(unit, { maxLength: 30 }).map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(fc.array(units, { maxLength: 3 }), (hosts) => {
      codeOf(hosts, OWN);
      codeOf(hosts, undefined);
    }),
  );
});
