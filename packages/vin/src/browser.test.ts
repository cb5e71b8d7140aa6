import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { decodeVin } from './decode-vin.ts';
import { smallTable } from './testing/small-table.ts';
import { loadVinTable } from './vin-table.ts';

const VIN = '1HGCM82633A004352';

/** What the package's edge gives, as one script for a page. */
async function bundle(): Promise<{ code: string; outside: string[] }> {
  const build = await rolldown({
    input: new URL('./index.ts', import.meta.url).pathname,
    platform: 'browser',
    external: /^node:/,
    logLevel: 'silent',
  });
  try {
    const { output } = await build.generate({ format: 'iife', name: 'qipeiVin' });
    const [script, ...others] = output;
    expect(others).toEqual([]);
    return { code: script.code, outside: script.imports };
  } finally {
    await build.close();
  }
}

test('the package bundled for a browser needs nothing of Node and decodes the same', {
  timeout: 180_000,
}, async () => {
  const { code, outside } = await bundle();
  expect(outside).toEqual([]);
  const bytes = await smallTable('EX');
  // Nothing but what every page has: no process, Buffer, require or module.
  const page = createContext({ TextDecoder, TextEncoder, bytes, vin: VIN, at: '2026-06-15T00:00:00Z' });
  const script = `${code};
    JSON.stringify(qipeiVin.decodeVin(qipeiVin.loadVinTable(bytes), vin, { now: new Date(at) }));`;
  const now = new Date('2026-06-15T00:00:00Z');
  const here = decodeVin(loadVinTable(bytes), VIN, { now });
  expect(JSON.parse(runInContext(script, page))).toEqual(JSON.parse(JSON.stringify(here)));
  expect(here.attributes.trim?.value).toBe('EX');
});
