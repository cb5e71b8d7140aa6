import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const QIPEI = fileURLToPath(new URL('../qipei.ts', import.meta.url));
/** A price list by cars, as makers send it: no column for the brand, its own words for the others. */
const LIST = `Price list 2026;;;;
SKU;车厂;车型;MY;Notes
IS1;Acura;Integra;1990;with ABS
IS2;Acura;Integra;1990;With  ABS
IS3;Acura;Integra;1991;
`;
const MAPPING = {
  columns: { SKU: 'partNumber', 车厂: 'make', 车型: 'model', MY: 'yearFrom', Notes: 'note' },
  constants: { brand: 'Ketto' },
};
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qipei-check-mapping-'));
  await writeFile(join(folder, 'list.csv'), LIST);
  await writeFile(join(folder, 'mapping.json'), JSON.stringify(MAPPING));
  await writeFile(join(folder, 'wrong.json'), '{"colums": {}}');
  await writeFile(join(folder, 'unknown.json'), '{"columns": {"SKU": "number"}}');
});
afterAll(() => rm(folder, { recursive: true }));

function check(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [QIPEI, 'check', 'list.csv', ...args], { cwd: folder }, (failed, out, error) =>
      resolve({ code: typeof failed?.code === 'number' ? failed.code : 0, out, error }),
    );
  });
}

it('headings mean what --mapping says, and what a table is of is told by that', async () => {
  const { code, out } = await check('--mapping', 'mapping.json', '--format', 'json');
  const { findings, ...counts } = JSON.parse(out);
  expect(counts).toEqual({
    ...{ applications: 3, parts: 3, partTypes: 0, baseVehicles: 2 },
    ...{ duplicates: 0, overlaps: 1, commentOverlaps: 0 },
  });
  expect(findings.map((each: { code: string }) => each.code)).toEqual(['overlap']);
  expect(code).toBe(1);
});

it('a mapping that is none is the command’s fault, and one that names what there isn’t the file’s', async () => {
  const wrong = await check('--mapping', 'wrong.json');
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.error).toContain("--mapping: A mapping has no 'colums'.");
  const unknown = await check('--mapping', 'unknown.json');
  expect(unknown.code).toBe(2);
  expect(unknown.error).toContain("'number'");
  expect((await check('--mapping', 'none.json')).error).toContain("there is no file 'none.json'");
});
