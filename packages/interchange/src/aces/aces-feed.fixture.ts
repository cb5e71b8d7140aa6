import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableFile } from '../unreadable-file.ts';
import {
  type AcesApp,
  type AcesFault,
  type AcesFileNote,
  type AcesHeader,
  type AcesRecord,
  readAces,
} from './index.ts';

export interface WholeFeed {
  records: AcesRecord[];
  faults: AcesFault[];
  notes: AcesFileNote[];
  appsRead: number;
  error: UnreadableFile | undefined;
}

/** Reads a feed whole, in chunks of any size. */
export async function readFeed(file: string | Uint8Array, chunk = 65_536): Promise<WholeFeed> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  async function* source() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const found: WholeFeed = { records: [], faults: [], notes: [], appsRead: 0, error: undefined };
  try {
    for await (const batch of readAces(source())) {
      found.records.push(...batch.records);
      found.faults.push(...batch.faults);
      found.notes.push(...batch.notes);
      found.appsRead = batch.appsRead;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    found.error = error;
  }
  return found;
}

export const appsOf = ({ records }: { records: readonly AcesRecord[] }): AcesApp[] =>
  records.filter((record) => record.kind === 'app');

export const headerOf = ({ records }: { records: readonly AcesRecord[] }): AcesHeader | undefined =>
  records.find((record) => record.kind === 'header');

const HEADER = `<Header><Company>Acme</Company><SubmissionType>FULL</SubmissionType>
<VcdbVersionDate>2026-01-01</VcdbVersionDate></Header>`;

/** A feed of ACES 4.2 of one line for each app. */
export function feed(...apps: string[]): string {
  return `<?xml version="1.0"?>
<ACES version="4.2">${HEADER}
${apps.map((app) => `${app}\n`).join('')}<Footer><RecordCount>${apps.length}</RecordCount></Footer></ACES>`;
}

/** An app with further elements. */
export function app(id: number | string, more = ''): string {
  return `<App action="A" id="${id}"><BaseVehicle id="10"/>${more}<Qty>1</Qty><PartType id="5340"/><Part>P1</Part></App>`;
}

const SAMPLE = join(import.meta.dirname, '../../../../..', 'shared/data/aces/aces-4.0-sample.xml');

/** The sample that lies beside the checkout; undefined, and said so aloud, where it doesn't. */
export function sharedSample(): Buffer | undefined {
  if (existsSync(SAMPLE)) return readFileSync(SAMPLE);
  console.warn('The ACES sample is not beside the checkout (../shared/data/aces): its tests are skipped.');
  return undefined;
}
