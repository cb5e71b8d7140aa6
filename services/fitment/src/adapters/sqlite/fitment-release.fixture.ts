import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import { PartFitmentsSaved } from '@qipei/contracts/fitment/v1/fitment_events';
import type { ImportKind } from '@qipei/import-job';
import type { Row } from '@qipei/interchange';
import { systemClock } from '@qipei/kernel';
import type { Release } from '@qipei/release';
import { sqliteReleases } from '@qipei/release/sqlite';
import { immediateTransaction, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { checkOfImport } from '../../application/check-of-import.ts';
import type { FitmentStaging } from '../../application/fitment-staging.ts';
import { fitmentImport } from '../../application/import-fitments.ts';
import { fitmentExpander } from '../../domain/expand-fitments.ts';
import type { PartReference } from '../../domain/part-resolver.ts';
import { FITMENT_MIGRATIONS } from './fitment-migrations.ts';
import { sqliteFitmentRelease } from './sqlite-fitment-release.ts';
import { sqliteFitmentStaging } from './sqlite-fitment-staging.ts';
import { sqlitePartFitmentsReader, sqlitePartFitmentsWriter } from './sqlite-part-fitments.ts';
import { sqliteUnresolvedFitments } from './sqlite-unresolved-fitments.ts';

export const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const { signal } = new AbortController();

export interface ReleaseSettings {
  release?: '' | 'stage' | 'auto';
  feed?: string;
  submission?: 'full' | 'update';
}

/** The fitments of a folder, over a vehicle table that knows some models and a catalogue that lacks some parts. */
export function fitmentBench(folder = mkdtempSync(join(tmpdir(), 'qipei-fitment-release-'))) {
  mkdirSync(folder, { recursive: true });
  const db = openDatabase({ file: join(folder, 'fitment.sqlite'), migrations: FITMENT_MIGRATIONS });
  const releases = sqliteReleases(db, { kind: 'fitments', topic: TOPICS.fitmentRelease });
  const models = new Set(['Accord', 'Civic']);
  const missing = new Set<string>();
  const vehicles = {
    years: () => [2003, 2004, 2005],
    vehicles: () => [],
    findMake: (name: string) => (name === 'Honda' ? { makeId: 'mk1' } : undefined),
    findModel: (_: string, name: string) => (models.has(name) ? { modelId: `md-${name}` } : undefined),
    findBaseVehicle: (id: string) =>
      models.has(id) ? { makeId: 'mk1', modelId: `md-${id}`, year: 2004 } : undefined,
  };
  const parts = {
    resolve: async (_: string, all: readonly PartReference[]) =>
      all.map(({ partNumber }) =>
        missing.has(partNumber) ? undefined : { partId: `part_${partNumber}`, own: true, public: true },
      ),
  };
  const expanderOf = async () => fitmentExpander(vehicles);
  const content = sqliteFitmentRelease(db, releases, expanderOf);
  const staging = sqliteFitmentStaging(db, releases, expanderOf);
  const unresolved = sqliteUnresolvedFitments(db);
  const reader = sqlitePartFitmentsReader(db);
  const outbox = sqliteOutbox(db);
  const checks = checkOfImport();
  const kindOf = (onlyNew: boolean, to: FitmentStaging = staging) =>
    fitmentImport({
      ...{ vehicles, parts, unresolved, clock: systemClock, onlyNew, releases: { staging: to, checks } },
      fitments: sqlitePartFitmentsWriter(db, systemClock),
    });
  let jobs = 0;

  return {
    ...{ db, releases, content, staging, kindOf, unresolved, reader, models, missing, folder, parts },
    late: () => kindOf(true),
    /** Takes rows in as a runner does, in batches. */
    async import(
      settings: ReleaseSettings,
      rows: readonly object[],
      batchRows = 3,
    ): Promise<Release | undefined> {
      jobs += 1;
      // What it remembers of vehicles is of today's table.
      const kind = kindOf(false);
      const jobId = `fitments_${String(jobs).padStart(6, '0')}`;
      const context = { tenant: 'acme', jobId, settings: { ...settings }, traceparent: TRACE };
      const all = rows.map(rowOf);
      let failed = 0;
      for (let from = 0; from < all.length; from += batchRows) {
        const batch = all.slice(from, from + batchRows);
        const prepared = await kind.prepare(batch, { ...context, signal });
        const done = immediateTransaction(db, () =>
          (kind as ImportKind<never>).apply(prepared as never, { ...context, rowsBefore: from }),
        );
        failed += new Set((await done).errors.map(({ row }) => row)).size;
      }
      const ended = { ...context, rows: all.length, failed, counted: 0 };
      for (let more: boolean | undefined = true; more; ) {
        await kind.prepareConclude?.({ ...ended, signal });
        more = (await immediateTransaction(db, () => kind.conclude?.(ended)))?.more;
      }
      return settings.release ? await releases.get('acme', `rel-${jobId}`) : undefined;
    },
    async publish({ id }: Pick<Release, 'id'>): Promise<Release> {
      await releases.askToPublish('acme', id, new Date());
      return await this.settle(id);
    },
    async rollBack({ id }: Pick<Release, 'id'>): Promise<Release> {
      await releases.askToRollBack('acme', id, new Date());
      return await this.settle(id);
    },
    async settle(id: string): Promise<Release> {
      const release = await releases.get('acme', id);
      const context = { now: new Date(), traceparent: TRACE };
      if (release.state === 'publishing') await content.publish(release, context);
      else await content.rollBack(release, context);
      return await releases.get('acme', id);
    },
    /** All that is live: applications by part, `?` before those that wait. */
    async live(): Promise<string[]> {
      const found: string[] = [];
      const ids = db.prepare<[], string>('SELECT part_id FROM part_fitments ORDER BY part_id').pluck().all();
      for (const { partId, fitments } of (await reader.find('acme', ids)).values())
        for (const { selector, position, quantity, dataSet } of fitments)
          found.push(`${partId} ${selector.modelId.slice(3)} ${position} ${quantity} ${dataSet}`.trim());
      for (const { cells, dataSet } of await unresolved.list('acme', undefined, 10_000)) {
        const { partNumber, model, position = '', quantity = 1 } = cells;
        found.push(`? part_${partNumber} ${model} ${position} ${quantity} ${dataSet}`.trim());
      }
      return found.sort();
    },
    /** What has been told, and is forgotten then: parts with how many applications they have. */
    told(): string[] {
      const rows = outbox.read(100_000);
      outbox.remove(rows.map(({ sequence }) => sequence));
      return rows.map(({ type, key, value }) => {
        if (!type.endsWith('PartFitmentsSaved')) return type.slice(type.lastIndexOf('.') + 1);
        const { fitmentCount, version } = PartFitmentsSaved.decode(readEnvelope(value).payload);
        return `${key} ${fitmentCount} v${version}`;
      });
    },
    /** Leaves the files to others. */
    close: () => void db.close(),
    [Symbol.dispose]() {
      checks[Symbol.dispose]();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function rowOf(values: object, at: number): Row {
  const usual = { brand: 'MANN', partNumber: 'W1', make: 'Honda', model: 'Accord', yearFrom: 2003 };
  return { row: at + 1, line: at + 2, values: { ...usual, action: 'set', ...values } as Row['values'] };
}

/** `W1 Accord front 2`, with `-` before it for a row that deletes. */
export function rows(...lines: string[]): object[] {
  return lines.map((line) => {
    const [partNumber, model, position = '', quantity = '1'] = line.replace('-', '').split(' ');
    const action = line.startsWith('-') ? 'delete' : 'set';
    return { partNumber, model, position, quantity: Number(quantity), action };
  });
}
