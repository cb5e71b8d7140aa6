import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { cachedVinTable } from './compile/index.ts';
import { loadVinTable } from './index.ts';

test('NOTICE names the data that the table is made from', async () => {
  const notice = await readFile(new URL('../../../NOTICE', import.meta.url), 'utf8');
  const { provenance } = loadVinTable(await cachedVinTable());
  const text = notice.replaceAll(/\s+/g, ' ');
  const field = (name: string) => new RegExp(`^ {2}${name} +(.+)$`, 'm').exec(notice)?.[1];
  expect(field('Source')).toContain(
    `by way of the npm package ${provenance.package} ${provenance.packageVersion} `,
  );
  expect(field('Month')?.split(' ')[0]).toBe(provenance.newestRow);
  expect(field('SHA-256')).toBe(provenance.sourceSha256);
  // The table says in short what the notice says in full.
  expect(provenance.source).toBe('NHTSA vPIC (public domain, 17 USC 105)');
  expect(text).toContain('(vPIC) of the National Highway Traffic Safety Administration');
  expect(text).toContain('in the public domain (17 U.S.C. 105)');
});
