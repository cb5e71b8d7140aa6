import { type Clock, newId } from '@qipei/kernel';
import type { Grant } from './grant.ts';
import type { GrantArchive, GrantRepository } from './grant-repository.ts';
import type { Part, PartIdentity } from './part.ts';
import type { ChangeContext, PartChange } from './part-change.ts';
import type { PartReader, PartWriter } from './part-repository.ts';
import { type PartCells, readPartRow } from './part-row.ts';
import type { PartVersion } from './part-version.ts';

export interface ToldEvent {
  type: 'saved' | 'deleted';
  partId: string;
  version: number;
  tenant: string;
  /** As a saved one tells of it. */
  part: Part | undefined;
}

export interface ToldGrant {
  type: 'saved' | 'revoked';
  tenant: string;
  grant: Grant;
}

export interface OpenedParts extends AsyncDisposable {
  reader: PartReader;
  writer: PartWriter;
  /** The events that wait to be relayed: the oldest first within a part. */
  events(): Promise<ToldEvent[]>;
  versions(): Promise<PartVersion[]>;
  republish(): Promise<number>;
}

/** Opens the catalogue over a storage; the same name is the same storage, a new one is empty. */
export type OpenParts = (storage: string) => Promise<OpenedParts>;

/** With what its publishers share. */
export interface OpenedGrants extends OpenedParts {
  grants: GrantRepository & GrantArchive;
  /** The events of grants that wait: the oldest first within a grant. */
  grantEvents(): Promise<ToldGrant[]>;
}

export type OpenGrants = (storage: string, clock?: Clock) => Promise<OpenedGrants>;

/** What is asked of `node:assert/strict`, which the domain doesn't import. */
export interface Assert {
  equal(actual: unknown, expected: unknown, message?: string): void;
  deepEqual(actual: unknown, expected: unknown, message?: string): void;
}

export type PartContract = Record<string, (open: OpenParts, assert: Assert) => Promise<void>>;
export type GrantContract = Record<string, (open: OpenGrants, assert: Assert) => Promise<void>>;

export const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** An import of `publisher`; the rows of its changes count from where the one before ended. */
export function importOf(publisher: string, jobId = newId('parts'), feed = '') {
  let rows = 0;
  const context = (): ChangeContext => {
    return {
      publisher,
      feed,
      jobId,
      rowsBefore: rows,
      now: new Date('2027-01-01T00:00:00.123Z'),
      traceparent: trace,
    };
  };
  return {
    jobId,
    /** The next rows as changes, with the context that they are applied in. */
    batch(cells: readonly PartCells[]): [changes: PartChange[], context: ChangeContext] {
      const before = context();
      rows += cells.length;
      return [cells.map((each, at) => changeOf(each, before.rowsBefore + at + 1)), before];
    },
  };
}

export function changeOf(cells: PartCells, row: number): PartChange {
  const read = readPartRow({ brand: 'BOSCH', partType: 'oil-filter', ...cells });
  if (read.action === 'refuse') throw new Error(`a faulty row in a test: ${JSON.stringify(read.faults)}`);
  return { ...read, row };
}

export function identityOf(partNumber: string, brand = 'BOSCH'): PartIdentity {
  return changeOf({ brand, partNumber, action: 'delete' }, 1).identity;
}

/** The id of a part that the tenant sees. */
export async function idOf(reader: PartReader, tenant: string, partNumber: string, brand?: string) {
  const [found] = await reader.resolve(tenant, [identityOf(partNumber, brand)]);
  return found?.partId ?? '';
}

export const numbersOf = (hits: readonly { part: Part }[]) => hits.map(({ part }) => part.partNumber);

/** Numbers below `below`, the same for the same seed. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
