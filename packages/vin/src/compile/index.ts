export type { Provenance } from '../provenance.ts';
export { cachedVinTable } from './cached-vin-table.ts';
export { type CompileOptions, compileVinTable } from './compile-vin-table.ts';
export {
  installedVinTable,
  installVinTable,
  previousVinTable,
  type Reinstalled,
  reinstallPreviousVinTable,
} from './installed-vin-table.ts';
export { type ProvenVinTable, proveVinTable, VinTableUnproven } from './prove-vin-table.ts';
export type { VpicDatabase } from './vpic-database.ts';
export { openVpicDump, type VpicDumpOptions } from './vpic-dump.ts';
export { VpicDumpError, type VpicDumpFault } from './vpic-dump-error.ts';
