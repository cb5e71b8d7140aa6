export type { Provenance } from '../provenance.ts';
export { cachedVinTable } from './cached-vin-table.ts';
export { type CompileOptions, compileVinTable } from './compile-vin-table.ts';
