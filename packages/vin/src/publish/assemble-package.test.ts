import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assemblePackage } from './assemble-package.ts';

const run = promisify(execFile);
const VIN = '1GNDX03E91D298554';

let folder = '';
let home = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qipei-vin-package-'));
  const assembled = join(folder, 'assembled');
  await assemblePackage(assembled);
  await run('npm', ['pack', '--pack-destination', folder, '--loglevel', 'error'], { cwd: assembled });
  const [packed] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  home = join(folder, 'home');
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{ "type": "module", "private": true }');
  const offline = ['--offline', '--no-audit', '--no-fund', '--loglevel', 'error'];
  await run('npm', ['install', ...offline, join(folder, packed as string)], { cwd: home });
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** This Node and, where one is on the path, the oldest that the package promises to run on. */
async function nodes(): Promise<string[]> {
  const found = [process.execPath];
  for (const place of new Set((process.env.PATH ?? '').split(delimiter))) {
    const node = join(place, 'node');
    if (!existsSync(node)) continue;
    const { stdout } = await run(node, ['--version']);
    if (stdout.startsWith('v20.')) {
      found.push(node);
      break;
    }
  }
  if (found.length === 1)
    console.warn('No Node 20 is on the path: the package was tried on this Node alone.');
  return found;
}

const SCRIPT = `
  import { readFile } from 'node:fs/promises';
  import { fileURLToPath } from 'node:url';
  import { decodeVin, loadVinTable } from '@qipei/vin';
  const table = loadVinTable(await readFile(fileURLToPath(import.meta.resolve('@qipei/vin/vin-table.bin'))));
  const { attributes, year } = decodeVin(table, process.argv[2]);
  console.log(JSON.stringify({ make: attributes.make.value, model: attributes.model.value, year }));`;

test('what npm packs, installed in an empty folder, decodes with plain Node', {
  timeout: 180_000,
}, async () => {
  const script = join(home, 'decode.mjs');
  await writeFile(script, SCRIPT);
  for (const node of await nodes()) {
    const { stdout } = await run(node, [script, VIN], { cwd: home, env: {} });
    expect(JSON.parse(stdout), node).toEqual({ make: 'Chevrolet', model: 'Venture', year: 2001 });
  }
  expect(await readdir(join(home, 'node_modules', '@qipei'))).toEqual(['vin']);
  const installed = (await readdir(join(home, 'node_modules'))).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual(['@qipei']);
});

test('bundled for a browser it needs nothing of Node', { timeout: 180_000 }, async () => {
  const input = join(home, 'page.js');
  await writeFile(input, "export { decodeVin, loadVinTable } from '@qipei/vin';");
  const build = await rolldown({
    input,
    cwd: home,
    platform: 'browser',
    external: /^node:/,
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'iife', name: 'vin' });
  await build.close();
  expect(output).toHaveLength(1);
  expect(output[0].imports).toEqual([]);
  const bytes = await readFile(join(home, 'node_modules', '@qipei', 'vin', 'vin-table.bin'));
  const page = createContext({ TextDecoder, TextEncoder, bytes: new Uint8Array(bytes), text: VIN });
  const model = `${output[0].code}; vin.decodeVin(vin.loadVinTable(bytes), text).attributes.model.value`;
  expect(runInContext(model, page)).toBe('Venture');
});

test('its types serve a strict program', { timeout: 180_000 }, async () => {
  const program = join(home, 'program.ts');
  await writeFile(
    program,
    `import { decodeVin, loadVinTable, type VinDecode } from '@qipei/vin';
     export function model(bytes: Uint8Array, vin: string): string | undefined {
       const decode: VinDecode = decodeVin(loadVinTable(bytes), vin);
       const [first] = decode.suggestions;
       return first === undefined ? decode.attributes.model?.value : first.vin;
     }`,
  );
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'];
  const { stdout } = await run(process.execPath, [compiler, ...options, '--lib', 'es2022,dom', program], {
    cwd: home,
  });
  expect(stdout).toBe('');
});

test('its compiler says what it lacks', { timeout: 180_000 }, async () => {
  const compile = run(process.execPath, ['--input-type=module', '-e', "await import('@qipei/vin/compile')"], {
    cwd: home,
  });
  await expect(compile).rejects.toThrow(/Cannot find package '(?:better-sqlite3|yauzl)'/);
});

test('it carries readme, licence and notice, and no tests', async () => {
  const files = await readdir(join(home, 'node_modules', '@qipei', 'vin'), { recursive: true });
  expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'NOTICE', 'package.json']));
  expect(files.filter((name) => /\.test\.|testing|\.ts$/.test(name) && !name.endsWith('.d.ts'))).toEqual([]);
});
