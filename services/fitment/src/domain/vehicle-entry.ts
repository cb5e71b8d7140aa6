import { createHash } from 'node:crypto';
import type { BuildSpan } from './vehicle-span.ts';

/** make -> model (车系) -> generation (代) -> variant (车型); a base vehicle is a model in one year. */
export type EntryKind = 'make' | 'model' | 'generation' | 'variant' | 'base-vehicle';

/** What is known of a variant; empty and 0 where it isn't. */
export interface VariantFacts {
  engineCode: string;
  /** Litres, such as `1.6`. */
  displacementL: string;
  displacementCc: number;
  fuel: string;
  powerKw: number;
  powerPs: number;
  cylinders: number;
  body: string;
  doors: number;
  drive: string;
  transmission: string;
  /** Where it was sold, as the sender writes it (`CN`, `EU`). */
  market: string;
  /** `国六`, `Euro 6`. */
  emission: string;
}

export type EntryState = 'active' | 'retired' | 'merged';

/** What a release did to an entry, as a whole. */
export type ReleaseOperation = 'added' | 'changed' | 'removed' | 'merged';

/**
 * One thing in a tenant's part of the vehicle table: either its own, or what it adds (names, external ids) to one of the
 * platform's, under the platform's id.
 */
export interface VehicleEntry {
  id: string;
  kind: EntryKind;
  /** Empty where the entry is itself the make. */
  makeId: string;
  modelId: string;
  generationId: string;
  name: string;
  nameZh: string;
  /** Of a generation: `E90`. */
  chassisCode: string;
  span: BuildSpan;
  facts: VariantFacts;
  /** As `<kind>:<key>`, sorted. */
  externalIds: readonly string[];
  state: EntryState;
  /** Where it is merged: into which, and why. */
  mergedInto: string;
  reason: string;
  /** Stands for something of a foreign table that has no counterpart on the platform. */
  unresolved: boolean;
  /** Import job and row, `<job>#<row>`, of the last change. */
  source: string;
  /** The release of the last change and what it did. */
  release: number;
  operation: ReleaseOperation;
  /** The last row that named the entry, of which release, and what it did: so that a batch that comes again counts alike. */
  seen: { release: number; row: number; outcome: RowOutcome };
}

export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'deleted';

export const NO_FACTS: VariantFacts = {
  ...{ engineCode: '', displacementL: '', displacementCc: 0, fuel: '', powerKw: 0, powerPs: 0 },
  ...{ cylinders: 0, body: '', doors: 0, drive: '', transmission: '', market: '', emission: '' },
};

const PREFIX = { make: 'mk', model: 'md', generation: 'gn', variant: 'v', 'base-vehicle': 'bv' } as const;
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** Of the tenant's own; the platform's ids go on with a digit where these have a `t`. */
const OWN_ID = /^(?:mk|md|gn|bv|v)t[0-9a-hjkmnp-tv-z]{16}(?:-\d{4})?$/;

/** Durable: made of the tenant, the kind and what tells it from others of the kind. */
export function ownEntryId(tenant: string, kind: EntryKind, key: string): string {
  const digest = createHash('sha256').update(`${tenant}\u0000${kind}\u0000${key}`).digest();
  let text = '';
  for (let at = 0; at < 16; at += 1) text += BASE32[(digest[at] ?? 0) & 31];
  return `${PREFIX[kind]}t${text}`;
}

export function isOwnId(id: string): boolean {
  return OWN_ID.test(id);
}

/** The kind of a platform's id by its form, undefined for anything else. */
export function platformKind(id: string): EntryKind | undefined {
  if (/^mk\d{1,9}$/.test(id)) return 'make';
  if (/^md\d{1,9}$/.test(id)) return 'model';
  if (/^bv\d{1,9}-\d{4}$/.test(id)) return 'base-vehicle';
  return /^v\d{1,9}-\d{4}-[0-9a-z]{6}$/.test(id) ? 'variant' : undefined;
}

/** A variant in one year, `vt…-2016`, as the variant and the year; the year is 0 where the id names none. */
export function splitYear(id: string): { id: string; year: number } {
  const match = /^((?:v|bv)t[0-9a-z]{16})-(\d{4})$/.exec(id);
  return match === null ? { id, year: 0 } : { id: match[1] ?? id, year: Number(match[2]) };
}

/** Whether they say the same of a vehicle, whatever file they came from. */
export function sameEntry(a: VehicleEntry, b: VehicleEntry): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf(entry: VehicleEntry): string {
  const { kind, makeId, modelId, generationId, name, nameZh, chassisCode, span, facts } = entry;
  const { externalIds, state, mergedInto, reason, unresolved } = entry;
  const named = [kind, makeId, modelId, generationId, name, nameZh, chassisCode, span.from, span.to];
  const values = Object.keys(NO_FACTS).map((fact) => facts[fact as keyof VariantFacts]);
  return JSON.stringify([named, values, externalIds, state, mergedInto, reason, unresolved]);
}
