import type { AcesApp, AcesHeader, AcesRecord } from '../aces/aces-feed.ts';
import { type AcesFault, type AcesFileNote, readAces } from '../aces/read-aces.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { checkedAppOf } from './aces-app.ts';
import type { CheckCode } from './check-codes.ts';
import type { CheckReport } from './check-report.ts';
import { createFeedCheck, type FeedCheck, type FeedCheckOptions } from './feed-check.ts';

export interface CheckedFile {
  report: CheckReport;
  /** Why the file couldn't be read any further; the report is of what came before. */
  broken: UnreadableFile | undefined;
}

/** Most characters of a part number, by Auto Care's schemas: 48 from 5.0 on. */
const PART_NUMBER_LENGTH = { before5: 45, from5: 48 } as const;
const ASSET_LENGTH = 45;

const CODE_OF_FAULT: Readonly<Record<AcesFault['code'], CheckCode>> = {
  malformed: 'record-unreadable',
  'id-invalid': 'record-unreadable',
  'action-invalid': 'record-unreadable',
  'vehicle-missing': 'vehicle-missing',
  'years-invalid': 'vehicle-contradicts',
  'quantity-invalid': 'quantity-invalid',
  'part-missing': 'part-missing',
  'asset-name-missing': 'record-unreadable',
  'element-repeated': 'record-unreadable',
};

/** Checks a file of ACES of any version, in constant memory. What can't be read of it is a finding, and doesn't end the check. */
export async function checkAces(
  source: AsyncIterable<Uint8Array>,
  options: FeedCheckOptions & { progress?: ((bytes: number, apps: number) => void) | undefined } = {},
): Promise<CheckedFile> {
  using check = createFeedCheck(options);
  const feed = acesIntoCheck(check);
  let broken: UnreadableFile | undefined;
  try {
    for await (const batch of readAces(source)) {
      for (const record of batch.records) feed.record(record);
      for (const app of batch.comparable) feed.compare(app);
      for (const app of batch.refused) feed.count(app);
      for (const fault of batch.faults) feed.fault(fault);
      for (const note of batch.notes) feed.note(note);
      feed.read(batch.appsRead);
      options.progress?.(batch.bytesRead, batch.appsRead);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    broken = error;
    check.fault('file-broken', { record: '', line: error.line }, error.message);
  }
  feed.end(broken !== undefined);
  return { report: check.finish(), broken };
}

/** `3.0.1 read as 3.0`: nothing is unknown of it. */
function isStepOf(note: string): boolean {
  const [said = '', read = ''] = note.replace(/^v/i, '').split(' read as ');
  return said === read || said.startsWith(`${read}.`);
}

/** Letters that are in all encodings of the West tell nothing of which it is; UTF-16 is known for what it is, whatever is said. */
function isContradicted(note: string): boolean {
  const [, used = '', stray, said = ''] = /^([^,]+)(, but for [^,]*)?(?:, (.*))?$/.exec(note) ?? [];
  if (stray !== undefined) return true;
  if (said === '' || used === 'windows-1252' || used.startsWith('utf-16')) return false;
  return !(used === 'utf-8' && /utf-?8$/.test(said));
}

/** What a reader of ACES gives, into a check: for whoever reads the feed for something else as well. */
export function acesIntoCheck(check: FeedCheck) {
  let header: AcesHeader | undefined;
  let brand = '';
  let appsRead = 0;
  let appsGiven = 0;
  let sawAsset = false;
  let footer: { recordCount?: number; line: number } | undefined;

  return {
    record(record: AcesRecord): void {
      if (record.kind === 'app') {
        appsGiven += 1;
        check.add(checkedAppOf(record, brand));
      } else if (record.kind === 'header') {
        header = record;
        brand =
          record.subBrand === undefined ? (record.brand ?? '') : `${record.brand ?? ''}/${record.subBrand}`;
        if (record.submission === 'TEST') {
          const message = 'The file says that it is a test (SubmissionType TEST).';
          check.fault('test-file', { record: '', line: record.line }, message);
        }
        const { before5, from5 } = PART_NUMBER_LENGTH;
        const partNumberLength = record.version.startsWith('5') ? from5 : before5;
        check.format({
          ...{ partNumberLength, assetLength: ASSET_LENGTH, partTypeRequired: true, quantityRequired: true },
          qualifierIdRequired: true,
        });
      } else if (record.kind === 'footer') footer = record;
      else sawAsset = true;
    },
    /** An app that has a fault, and is compared with others all the same. */
    compare(app: AcesApp): void {
      appsGiven += 1;
      check.add(checkedAppOf(app, brand), { faultsAreTold: true });
    },
    /** An app that has a fault, and is only counted. What isn't an id names nothing. */
    count(app: AcesApp): void {
      appsGiven += 1;
      const { vehicle, partType, ...others } = checkedAppOf(app, brand);
      check.count({
        ...others,
        vehicle: vehicle !== undefined && / |:(?= |$)/.test(vehicle.key) ? undefined : vehicle,
        partType: app.partType?.id === '' ? '' : partType,
      });
    },
    fault({ code, record, line, message, element, value }: AcesFault): void {
      const given = value === '' ? '' : ` <${element}>: '${value.slice(0, 80)}'.`;
      check.fault(CODE_OF_FAULT[code], { record, line }, `${message}${given}`);
    },
    note({ code, value, line }: AcesFileNote): void {
      if (code === 'unknown-element' || code === 'unknown-attribute')
        check.fault('element-unknown', { record: '', line }, `No version has '${value}'.`);
      else if (code === 'malformed') check.fault('record-unreadable', { record: '', line }, value);
      else if (code === 'version' && !isStepOf(value)) {
        const message = `The version that the file says, and the one that it was read as: ${value}.`;
        check.fault('version-unknown', { record: '', line }, message);
      } else if (code === 'encoding' && isContradicted(value))
        check.fault('encoding-contradicts', { record: '', line: 1 }, `The file is ${value}.`);
    },
    /** How many apps the reader has come across, those it couldn't give included. */
    read(apps: number): void {
      appsRead = apps;
    },
    /** @param broken the file ended before its end: a header and footer that weren't seen may be there */
    end(broken: boolean): void {
      check.skipped(appsRead - appsGiven);
      if (broken) return;
      if (appsRead === 0 && !sawAsset)
        check.fault('feed-empty', { record: '', line: 0 }, 'The file has no applications.');
      if (header === undefined)
        check.fault('header-missing', { record: '', line: 1 }, 'The file has no header.');
      if (footer === undefined)
        check.fault('footer-count', { record: '', line: 0 }, 'The file has no footer.');
      else if (footer.recordCount !== appsRead) {
        const said =
          footer.recordCount === undefined ? 'gives no number' : `says ${footer.recordCount} records`;
        const message = `The footer ${said}; the file has ${appsRead}.`;
        check.fault('footer-count', { record: '', line: footer.line }, message);
      }
    },
  };
}
