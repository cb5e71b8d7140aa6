export { failOpenReleases } from './fail-open-releases.ts';
export { RELEASE_MIGRATIONS } from './release-schema.ts';
export { type SqliteReleaseLedger, sqliteReleaseLedger } from './sqlite-release-ledger.ts';
export { type SqliteReleases, sqliteReleases } from './sqlite-releases.ts';
