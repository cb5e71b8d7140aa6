import type { ExportJob } from '@qipei/export-job';
import type { AcesFeedAsset } from '@qipei/interchange/aces';
import type { OwnFitments, OwnPart } from '../domain/own-fitments.ts';
import { type Cells, cellsOfFitment, cellsOfWaiting } from './fitment-cells.ts';
import type { VehicleWriting } from './vehicle-writing.ts';

/** The caller's parts that are selected, in the order of brand and number. */
export type SelectParts = (job: ExportJob) => AsyncIterable<readonly OwnPart[]>;

/** A fitment on its way out. */
export interface ExportedFitment {
  /** Rows of an import that say it: none where its vehicles can't be written. */
  rows: Cells[];
  /** Read again its vehicles would be others. */
  lost: boolean;
  partNumber: string;
  brandCode: string;
}

export interface ExportSources {
  parts: SelectParts;
  fitments: OwnFitments;
  vehicles: VehicleWriting;
  /** Vehicles by ids of the VCdb instead of names. */
  byId: boolean;
}

/**
 * The fitments of the parts that are selected, those that wait for their vehicles behind those of the same part, and at the end
 * those that wait for their parts.
 */
export async function* exportedFitments(
  job: ExportJob,
  { parts, fitments, vehicles, byId }: ExportSources,
): AsyncGenerator<ExportedFitment> {
  const { tenant, selection } = job;
  const isOfFeed = ({ dataSet }: { dataSet: string }) =>
    selection.feed === undefined || dataSet === selection.feed;
  for await (const page of parts(job)) {
    const ids = page.map(({ partId }) => partId);
    const [found, waiting] = [await fitments.ofParts(tenant, ids), await fitments.waiting(tenant, ids)];
    await vehicles.load(
      [...found.values()].flatMap((each) => each.fitments.map((one) => one.selector.modelId)),
    );
    for (const part of page) {
      const { partNumber, brandCode } = part;
      for (const fitment of found.get(part.partId)?.fitments.filter(isOfFeed) ?? []) {
        const cells = cellsOfFitment(part, fitment);
        const named = byId ? undefined : vehicles.byName(fitment.selector);
        const rows = named === undefined ? vehicles.byId(fitment.selector) : [named.cells];
        yield {
          rows: rows.map((vehicle) => ({ ...cells, ...vehicle })),
          lost: named?.lost ?? false,
          ...{ partNumber, brandCode },
        };
      }
      for (const row of waiting.get(part.partId)?.filter(isOfFeed) ?? [])
        yield { rows: [{ ...cellsOfWaiting(row), ...nameOf(part) }], lost: false, partNumber, brandCode };
    }
  }
  // Of them nothing is known but what their rows say.
  if (isOfParts(selection)) return;
  for await (const page of fitments.ofUnknownParts(tenant))
    for (const row of page.filter(isOfFeed)) {
      const cells = cellsOfWaiting(row);
      yield { rows: [cells], lost: false, partNumber: String(cells.partNumber ?? ''), brandCode: '' };
    }
}

/** What is said of assets, which are no part's, of one kind: where no parts are selected. */
export async function* exportedAssets(
  { tenant, selection }: ExportJob,
  fitments: Pick<OwnFitments, 'ofAssets'>,
  kind: AcesFeedAsset['kind'],
): AsyncGenerator<{ name: string; cells: Cells }> {
  if (isOfParts(selection)) return;
  for await (const rows of fitments.ofAssets(tenant))
    for (const row of rows)
      if (row.code === kind && (selection.feed === undefined || row.dataSet === selection.feed)) {
        const { assetName, ...cells } = cellsOfWaiting(row);
        yield { name: String(assetName), cells };
      }
}

function isOfParts({ brands, partTypes, partIds, numbers, updatedSince }: ExportJob['selection']): boolean {
  return [brands, partTypes, partIds, numbers].some((list) => list.length > 0) || updatedSince !== undefined;
}

function nameOf({ brand, partNumber }: OwnPart): Cells {
  return { brand, partNumber };
}
