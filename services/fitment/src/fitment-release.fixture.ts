import { readEnvelope } from '@qipei/contracts';
import { PartFitmentsSaved } from '@qipei/contracts/fitment/v1/fitment_events';
import type { Outbox } from '@qipei/event-log';
import type { ImportKind } from '@qipei/import-job';
import type { Row } from '@qipei/interchange';
import { describedFileOfCells } from '@qipei/interchange/aces';
import { newId, systemClock } from '@qipei/kernel';
import type { Release, ReleaseContent, Releases } from '@qipei/release';
import { checkOfImport } from './application/check-of-import.ts';
import type { FitmentStaging } from './application/fitment-staging.ts';
import { fitmentImport } from './application/import-fitments.ts';
import { rememberingPrivate } from './application/told-private.ts';
import { fitmentExpander } from './domain/expand-fitments.ts';
import type {
  PartFitmentsReader,
  PartFitmentsWriter,
  PartVisibilityWriter,
} from './domain/part-fitments-repository.ts';
import type { PartReference } from './domain/part-resolver.ts';
import type { UnresolvedFitments } from './domain/unresolved-fitments.ts';

export const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const { signal } = new AbortController();

export interface ReleaseSettings {
  release?: '' | 'stage' | 'auto';
  feed?: string;
  submission?: 'full' | 'update';
}

/** What a storage has of fitments and their releases. */
export interface StoredFitments {
  releases: Releases;
  content: ReleaseContent;
  staging: FitmentStaging;
  unresolved: UnresolvedFitments;
  reader: PartFitmentsReader;
  writer: PartFitmentsWriter;
  visibility: PartVisibilityWriter;
  outbox: Outbox;
  /** Within a transaction, where the storage has any. */
  atomically<T>(work: () => T): T;
  /** Of all parts of which there is anything, or is about to be. */
  partIds(): Promise<string[]>;
  /** How many documents releases hold: rows of files, what is prepared, differences, and where rows were moved. */
  held(): Promise<{ staged: number; prepared: number; changes: number; moved: number }>;
}

/** A vehicle table that knows some models. */
export function benchVehicles(models = new Set(['Accord', 'Civic'])) {
  const vehicles = {
    years: () => [2003, 2004, 2005],
    vehicles: () => [],
    findMake: (name: string) => (name === 'Honda' ? { makeId: 'mk1' } : undefined),
    findModel: (_: string, name: string) => (models.has(name) ? { modelId: `md-${name}` } : undefined),
    findBaseVehicle: (id: string) =>
      models.has(id) ? { makeId: 'mk1', modelId: `md-${id}`, year: 2004 } : undefined,
  };
  return { models, vehicles, expanderOf: async () => fitmentExpander(vehicles) };
}

export type FitmentBench = ReturnType<typeof fitmentBenchOf>;

/** Imports and releases over a storage, a vehicle table that knows some models and a catalogue that lacks some parts. */
export function fitmentBenchOf(
  store: StoredFitments,
  { models, vehicles }: Pick<ReturnType<typeof benchVehicles>, 'models' | 'vehicles'>,
) {
  const { releases, content, staging, unresolved, reader, outbox } = store;
  const missing = new Set<string>();
  const visibility = rememberingPrivate(store.visibility);
  /** What happens when the catalogue has answered, once. */
  const behindAnswer: (() => Promise<void>)[] = [];
  const parts = {
    async resolve(_: string, all: readonly PartReference[]) {
      const answer = all.map(({ partNumber }) =>
        missing.has(partNumber) ? undefined : { partId: `part_${partNumber}`, own: true, public: true },
      );
      await behindAnswer.shift()?.();
      return answer;
    },
  };
  const checks = checkOfImport();
  const kindOf = (onlyNew: boolean, to: FitmentStaging = staging, waiting = unresolved) =>
    fitmentImport({
      ...{ vehicles, parts, clock: systemClock, onlyNew, releases: { staging: to, checks, store: releases } },
      ...{ fitments: store.writer, unresolved: waiting, told: visibility },
    });

  return {
    ...store,
    ...{ kindOf, models, missing, visibility, behindAnswer },
    late: (waiting = unresolved) => kindOf(true, staging, waiting),
    /** Takes rows in as a runner does, in batches. */
    async import(
      settings: ReleaseSettings,
      rows: readonly object[],
      batchRows = 3,
    ): Promise<Release | undefined> {
      // What it remembers of vehicles is of today's table.
      const kind = kindOf(false);
      const jobId = newId('fitments');
      const context = { tenant: 'acme', jobId, settings: { ...settings }, traceparent: TRACE };
      const all = rows.map(rowOf);
      let failed = 0;
      for (let from = 0; from < all.length; from += batchRows) {
        const batch = all.slice(from, from + batchRows);
        const prepared = await kind.prepare(batch, { ...context, signal });
        const done = store.atomically(() =>
          (kind as ImportKind<never>).apply(prepared as never, { ...context, rowsBefore: from }),
        );
        failed += new Set((await done).errors.map(({ row }) => row)).size;
      }
      const ended = { ...context, rows: all.length, failed, counted: 0 };
      for (let more: boolean | undefined = true; more; ) {
        await kind.prepareConclude?.({ ...ended, signal });
        more = (await store.atomically(() => kind.conclude?.(ended)))?.more;
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
      return [...(await this.fitmentsOf(await store.partIds())), ...(await this.waiting())].sort();
    },
    /** Of these parts, in one answer. */
    async fitmentsOf(partIds: readonly string[]): Promise<string[]> {
      const found: string[] = [];
      for (const { partId, fitments } of (await reader.find('acme', partIds)).values())
        for (const { selector, position, quantity, dataSet } of fitments)
          found.push(`${partId} ${selector.modelId.slice(3)} ${position} ${quantity} ${dataSet}`.trim());
      return found.sort();
    },
    /** What waits, in one answer. */
    async waiting(): Promise<string[]> {
      const found = (await unresolved.list('acme', undefined, 10_000)).map(({ cells, dataSet }) => {
        const { partNumber, model, position = '', quantity = 1 } = cells;
        return `? part_${partNumber} ${model} ${position} ${quantity} ${dataSet}`.trim();
      });
      return found.sort();
    },
    /** What is live of assets. */
    async assets(): Promise<string[]> {
      const found = await unresolved.listAssets('acme', undefined, {
        ...{ limit: 10_000, characters: 100_000_000 },
      });
      return found
        .map(({ code, cells, dataSet }) => {
          const said =
            code === 'asset'
              ? cells.baseVehicle
              : `${cells.fileName} ${describedFileOfCells(cells).fileSize}`;
          return `${cells.assetName} ${said} ${cells.validate ?? ''} ${dataSet}`.replace(/ +/g, ' ').trim();
        })
        .sort();
    },
    /** What has been told, and is forgotten then: parts with how many applications they have. */
    async told(): Promise<string[]> {
      const rows = await outbox.read(100_000);
      await outbox.remove(rows.map(({ sequence }) => sequence));
      return rows.map(({ type, key, value }) => {
        if (!type.endsWith('PartFitmentsSaved')) return type.slice(type.lastIndexOf('.') + 1);
        const { fitmentCount, version } = PartFitmentsSaved.decode(readEnvelope(value).payload);
        return `${key} ${fitmentCount} v${version}`;
      });
    },
    [Symbol.dispose]: () => checks[Symbol.dispose](),
  };
}

/** An object with an `item` is a row without values. */
export function rowOf(values: object, at: number): Row {
  if ('item' in values) return { row: at + 1, line: at + 2, values: {}, item: values.item as object };
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
