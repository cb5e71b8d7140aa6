import {
  type ExportJob,
  type ExportKind,
  type ExportRun,
  exportLosses,
  RECORD_BY_RECORD,
} from '@qipei/export-job';
import {
  ACES_HEADER_TEXTS,
  type AcesFeedAsset,
  type AcesHeader,
  type AcesRecord,
  acesWriter,
  appOfRow,
  assetOfCells,
  digitalFileOfCells,
  headerOfFeed,
  type WrittenAcesVersion,
  writeAces,
} from '@qipei/interchange/aces';
import { type TableFormat, tableWriter } from '@qipei/interchange/tables';
import type { Clock } from '@qipei/kernel';
import {
  type ExportedFitment,
  exportedAssets,
  exportedFitments,
  type SelectParts,
} from '../../application/exported-fitments.ts';
import type { Cells } from '../../application/fitment-cells.ts';
import { FITMENT_COLUMNS } from '../../application/fitment-columns.ts';
import type { VehicleWriting } from '../../application/vehicle-writing.ts';
import type { OwnFitments } from '../../domain/own-fitments.ts';
import { appIds } from './app-ids.ts';

export const FITMENT_EXPORT_FORMATS = ['csv', 'ndjson', 'xlsx', 'aces-3.1', 'aces-4.2', 'aces-5.0'] as const;

export interface FitmentExportSources {
  /** The fitments for as long as it takes, in one state where the storage has such a thing (`oneState`). */
  open(): Promise<OwnFitments & AsyncDisposable & { oneState: boolean }>;
  parts: SelectParts;
  vehicles(tenant: string, withIds: boolean): VehicleWriting;
  clock: Clock;
}

/** A row says that a fitment is gone, and a file of what there is never does; years stand in two columns. */
const COLUMNS = FITMENT_COLUMNS.filter(({ name, years }) => name !== 'action' && years === undefined);

/** The `fitments` export. */
export function fitmentExport(sources: FitmentExportSources): ExportKind {
  return {
    kind: 'fitments',
    formats: FITMENT_EXPORT_FORMATS,
    async open(job) {
      const fitments = await sources.open();
      const asOf = sources.clock.now();
      const byId = job.format.startsWith('aces-');
      const vehicles = sources.vehicles(job.tenant, byId);
      const exported = exportedFitments(job, { parts: sources.parts, fitments, vehicles, byId });
      const assets = (kind: AcesFeedAsset['kind']) => exportedAssets(job, fitments, kind);
      const made = byId
        ? acesFile(job, { exported, assets, asOf })
        : tableFile(job, { exported, assets, asOf });
      const notes = fitments.oneState ? [] : [RECORD_BY_RECORD];
      return { ...made, asOf, notes, [Symbol.asyncDispose]: () => fitments[Symbol.asyncDispose]() };
    },
  };
}

type Made = Pick<ExportRun, 'bytes' | 'rows' | 'losses'>;

interface Exported {
  exported: AsyncIterable<ExportedFitment>;
  assets(kind: AcesFeedAsset['kind']): ReturnType<typeof exportedAssets>;
  asOf: Date;
}

function tableFile(job: ExportJob, { exported, assets, asOf }: Exported): Made {
  const losses = exportLosses();
  let count = 0;
  async function* rows() {
    for await (const { rows: found, lost, partNumber } of exported) {
      if (lost) losses.add('changed', 'model: another has its name', partNumber);
      count += found.length;
      yield* found;
    }
    for await (const { name } of assets('asset')) losses.add('left-out', 'Asset: only ACES has them', name);
    for await (const { name } of assets('digital-file'))
      losses.add('left-out', 'DigitalFileInformation: only ACES has it', name);
  }
  const writer = tableWriter({
    ...{ format: job.format as TableFormat, columns: COLUMNS, sheet: 'fitments', modified: asOf },
    bom: job.settings.bom === 'true',
    onLoss: ({ column, row }) => losses.add('changed', `${column}: cut`, String(row.partNumber ?? '')),
  });
  return { bytes: writer.write(rows()), rows: () => count, losses: losses.all };
}

function acesFile(job: ExportJob, { exported, assets, asOf }: Exported): Made {
  const version = job.format.slice('aces-'.length) as WrittenAcesVersion;
  const losses = exportLosses();
  const writer = acesWriter({ version, inOrder: true });
  /** Part numbers of apps, by whose ids the writer tells of losses. */
  const ids = appIds();
  const idsOfAssets = appIds();
  let header: (AcesHeader & { feed: string; release: string }) | undefined;
  /** The header before the first record; it is of that record's feed. */
  function* headerFor(cells: Cells, name: string): Generator<AcesHeader> {
    const [feed, release] = [String(cells.feed ?? ''), String(cells.release ?? '')];
    if (header === undefined) {
      header = { ...headerOf(job.settings, { feed, release, version, asOf }), feed, release };
      yield header;
    }
    if (feed !== header.feed || release !== header.release)
      losses.add('changed', 'feed and release: those of the header', name);
  }
  async function* records(): AsyncGenerator<AcesRecord> {
    for await (const { rows, partNumber, brandCode } of exported) {
      if (rows.length === 0) losses.add('left-out', 'vehicle: without ids of the VCdb', partNumber);
      for (const row of rows) {
        yield* headerFor(row, partNumber);
        const tell = (what: string, effect: string) => losses.add(effect, what, partNumber);
        const id = ids.take(String(row.record ?? ''));
        if (row.record !== undefined && id !== row.record) tell('record: another id', 'changed');
        const typed = /^autocare\.brand:(\w{4})$/.exec(String(row.brand ?? ''))?.[1];
        const app = appOfRow(row, { id, brand: typed ?? brandCode, tell });
        if (app !== undefined) yield app;
      }
    }
    for await (const { name, cells } of assets('asset')) {
      yield* headerFor(cells, name);
      const tell = (what: string, effect: string) => losses.add(effect, `Asset, ${what}`, name);
      const id = idsOfAssets.take(String(cells.record ?? ''));
      if (cells.record !== undefined && id !== cells.record) tell('record: another id', 'changed');
      const asset = assetOfCells(name, cells, { id, tell });
      if (asset !== undefined) yield asset;
    }
    for await (const { name, cells } of assets('digital-file')) {
      yield* headerFor(cells, name);
      yield digitalFileOfCells(name, cells);
    }
    if (header === undefined) yield headerOf(job.settings, { feed: '', release: '', version, asOf });
  }
  return {
    bytes: writeAces(records(), writer),
    rows: () => writer.records(),
    losses: () => [
      ...losses.all(),
      // The writer knows ids of apps and assets.
      ...writer.losses().map(({ what, effect, count, records: of }) => ({
        ...{ code: effect, what, count },
        partNumbers: of.slice(0, 10).map((id) => (/^\d+$/.test(id) ? `App ${id}` : id)),
      })),
    ],
  };
}

function headerOf(
  settings: Readonly<Record<string, string>>,
  of: { feed: string; release: string; version: WrittenAcesVersion; asOf: Date },
): AcesHeader {
  const texts = Object.fromEntries(
    ACES_HEADER_TEXTS.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  );
  return {
    ...{ kind: 'header', version: of.version, line: 0 },
    ...{ approvedFor: [], partsApprovedFor: [], regionFor: [], unknown: [] },
    // Read as `FULL`, a file of what was selected would take the rest away from whoever reads it.
    ...{ submission: 'UPDATE', transferDate: of.asOf.toISOString().slice(0, 10) },
    ...headerOfFeed(of.feed, of.release),
    ...texts,
  };
}
