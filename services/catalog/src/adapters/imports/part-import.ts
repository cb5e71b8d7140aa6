import {
  type BatchOutcome,
  type ImportContext,
  type ImportKind,
  leavesCellsOut,
  type RowSighting,
} from '@qipei/import-job';
import {
  BRAND_HEADINGS,
  type ColumnSpec,
  leftOutFault,
  PART_NUMBER_HEADINGS,
  type Row,
  type RowFault,
} from '@qipei/interchange';
import type { Clock } from '@qipei/kernel';
import { feedOf, isRelease, releaseStart, requireOwnSubmission } from '@qipei/release';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import type { ChangeCounts, PartChange } from '../../domain/part-change.ts';
import type { PartWriter } from '../../domain/part-repository.ts';
import {
  brandRefOf,
  type ForeignMeanings,
  type PartCells,
  partTypeRefOf,
  readPartRow,
} from '../../domain/part-row.ts';
import type { PartStaging } from './part-staging.ts';

/**
 * Nothing is required or bounded here: what a row may say is for `readPartRow` to decide, which reports all that is
 * wrong with it together.
 */
export const PART_COLUMNS: readonly ColumnSpec[] = [
  { name: 'brand', type: 'text', expected: true, synonyms: BRAND_HEADINGS },
  {
    name: 'partNumber',
    type: 'text',
    expected: true,
    synonyms: [...PART_NUMBER_HEADINGS, '型号'],
  },
  {
    name: 'partType',
    type: 'text',
    expected: true,
    synonyms: ['type', '品类', '配件类型', '零件类型', '产品类型', '标准名称'],
  },
  { name: 'nameZh', type: 'text', mayBeLeftOut: true, synonyms: ['中文名', '中文名称', '名称', '配件名称'] },
  { name: 'nameEn', type: 'text', mayBeLeftOut: true, synonyms: ['name', '英文名', '英文名称'] },
  { name: 'description', type: 'text', mayBeLeftOut: true, synonyms: ['描述', '说明', '备注'] },
  { name: 'oeNumbers', type: 'list', synonyms: ['oe', 'oem', 'oeNumber', 'oe号', '原厂号', '原厂编码'] },
  { name: 'crossReferences', type: 'list', synonyms: ['crossReference', '互换号', '替换号'] },
  { name: 'comparables', type: 'list', synonyms: ['comparable', '参考号'] },
  { name: 'attributes', type: 'attributes', mayBeLeftOut: true, synonyms: ['参数', '规格', '属性'] },
  { name: 'positions', type: 'list', mayBeLeftOut: true, synonyms: ['position', '位置', '安装位置'] },
  { name: 'packQuantity', type: 'text', synonyms: ['packSize', '包装数量', '装箱数'] },
  { name: 'gtin', type: 'text', mayBeLeftOut: true, synonyms: ['ean', 'upc', '条码', '条形码'] },
  { name: 'supersededBy', type: 'list', objects: true, synonyms: ['replacedBy', '替代号', '新号'] },
  { name: 'supersedes', type: 'list', objects: true, synonyms: ['replaces', '旧号', '被替代号'] },
  { name: 'accessories', type: 'list', objects: true, synonyms: ['accessory', '附件', '配套件'] },
  {
    name: 'kitComponents',
    type: 'list',
    objects: true,
    synonyms: ['components', 'kit', '组成', '套件组成', '包含'],
  },
  { name: 'partOf', type: 'list', objects: true, synonyms: ['所属套件', '所属总成'] },
  { name: 'lifecycle', type: 'text', mayBeLeftOut: true, synonyms: ['状态', '销售状态'] },
  { name: 'visibility', type: 'text', synonyms: ['可见性'] },
  { name: 'action', type: 'text', synonyms: ['操作'] },
];

interface PreparedParts {
  changes: PartChange[];
  errors: RowFault[];
}

const NOTHING = { created: 0, updated: 0, unchanged: 0, deleted: 0 };

/** The `parts` import; `staging` where the storage knows releases. */
export function partImport({
  writer,
  clock,
  staging,
  foreignIds,
}: {
  writer: PartWriter;
  foreignIds: ForeignIds;
  clock: Clock;
  staging: PartStaging | undefined;
}): ImportKind<PreparedParts> {
  /** Where the import is a release, what it goes to, otherwise undefined. */
  function releaseOf(context: ImportContext & { traceparent: string }) {
    if (staging === undefined || !isRelease(context.settings)) return undefined;
    const { traceparent } = context;
    return { staging, context: { start: releaseStart(context, { traceparent }), now: clock.now() } };
  }

  return {
    kind: 'parts',
    columns: PART_COLUMNS,
    accept: (context) => requireOwnSubmission(context),
    prepare: async (rows, { tenant, settings }) =>
      readRows(rows, await meaningsOf(rows, tenant, foreignIds), leavesCellsOut(settings)),
    apply({ changes, errors }, context) {
      const release = releaseOf(context);
      if (release !== undefined) {
        const staged = release.staging.stage(changes, release.context);
        const outcome = { ...NOTHING, errors };
        return staged instanceof Promise ? staged.then(() => outcome) : outcome;
      }
      const { tenant: publisher, jobId, rowsBefore, traceparent, settings } = context;
      const trace = { now: clock.now(), traceparent };
      const repeated = repeatedRows(changes);
      const counts = writer.apply(changes, {
        publisher,
        feed: feedOf(settings),
        jobId,
        rowsBefore,
        ...trace,
        onRepeated: (row) => repeated.add(row),
      });
      const outcome = (counted: ChangeCounts): BatchOutcome => ({
        ...counted,
        errors,
        sightings: sightingOf(repeated),
      });
      return counts instanceof Promise ? counts.then(outcome) : outcome(counts);
    },
    conclude(context) {
      const release = releaseOf(context);
      return release === undefined
        ? { ...NOTHING, errors: [] }
        : release.staging.conclude({
            ...release.context,
            ...{ rows: context.rows, rowsRefused: context.failed, isCounted: context.counted > 0 },
          });
    },
  };
}

/** Rows of a batch that say a part which a row before them in it has said. */
function repeatedRows(changes: readonly PartChange[]): Set<number> {
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (const { identity, row } of changes) {
    const key = `${identity.brandKey}:${identity.partNumberKey}`;
    if (seen.has(key)) repeated.add(row);
    seen.add(key);
  }
  return repeated;
}

/** The last row of a part wins; a release tells it as the finding `repeated-part`. */
function sightingOf(repeated: ReadonlySet<number>): RowSighting[] {
  let row = Number.POSITIVE_INFINITY;
  for (const each of repeated) row = Math.min(row, each);
  const { size: rows } = repeated;
  return rows === 0 ? [] : [{ code: 'row-repeated', value: 'partNumber', row, rows, begins: true }];
}

/** What is wrong with rows by themselves; one that names its brand or part type by a foreign id is left for the import. */
export function partRowFaults(rows: readonly Row[]): RowFault[] {
  const plain = rows.filter((row) => partTypeRefOf(cellsOf(row)) === '' && brandRefOf(cellsOf(row)) === '');
  return readRows(plain, { partTypes: new Map(), brands: new Map() }).errors;
}

function cellsOf({ values, item }: Row): PartCells {
  return item === undefined ? values : { ...values, item };
}

async function meaningsOf(
  rows: readonly Row[],
  tenant: string,
  foreignIds: ForeignIds,
): Promise<ForeignMeanings> {
  const refs = (of: (cells: PartCells) => string): string[] =>
    [...new Set(rows.map((row) => of(cellsOf(row))))].filter((ref) => ref !== '');
  const [types, brands] = [refs(partTypeRefOf), refs(brandRefOf)];
  return {
    partTypes: types.length === 0 ? new Map() : await foreignIds.resolve(tenant, 'part-type', types),
    brands: brands.length === 0 ? new Map() : await foreignIds.resolve(tenant, 'brand', brands),
  };
}

function readRows(rows: readonly Row[], meanings: ForeignMeanings, leavesOut = false): PreparedParts {
  const changes: PartChange[] = [];
  const errors: RowFault[] = [];
  for (const each of rows) {
    const { row, line } = each;
    const cells = cellsOf(each);
    let read = readPartRow(cells, meanings);
    if (leavesOut && read.action === 'refuse' && read.faults.every(({ column }) => LEFT_OUT.has(column))) {
      const { faults } = read;
      read = readPartRow(withoutCells(cells, faults), meanings);
      if (read.action !== 'refuse')
        for (const fault of faults) errors.push({ row, line, ...leftOutFault<CellFaultOfRow>(fault) });
    }
    if (read.action === 'refuse') for (const fault of read.faults) errors.push({ row, line, ...fault });
    else changes.push({ ...read, row });
  }
  return { changes, errors };
}

type CellFaultOfRow = Omit<RowFault, 'row' | 'line'>;

const LEFT_OUT = new Set(
  PART_COLUMNS.filter(({ mayBeLeftOut }) => mayBeLeftOut === true).map(({ name }) => name),
);

function withoutCells(cells: PartCells, faults: readonly { column: string }[]): PartCells {
  const left = new Set(faults.map(({ column }) => column));
  return Object.fromEntries(Object.entries(cells).filter(([name]) => !left.has(name)));
}
