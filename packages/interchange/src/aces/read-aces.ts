import { UnreadableFile } from '../unreadable-file.ts';
import { type XmlElement, type XmlRecord, xmlRecords } from '../xml-records.ts';
import type { XmlEncoding } from '../xml-text.ts';
import {
  ACES_VERSIONS,
  type AcesApp,
  type AcesRecord,
  type AcesUnknown,
  type AcesVersion,
} from './aces-feed.ts';
import { ATTRIBUTE_NAMES, canonicalName, isUnknownAttribute, knownAttributes } from './aces-names.ts';
import { appOfElement, assetOfElement } from './app-of-element.ts';
import {
  digitalFileOfElement,
  footerOfElement,
  headerOfElement,
  versionOfHeader,
} from './header-of-element.ts';
import { type AcesFaultCode, attributeOf, token } from './read-element.ts';

/** What is wrong with a record; it isn't given then. A record may have several. */
export interface AcesFault {
  /** The id of the app or the asset; empty where it has none. */
  record: string;
  /** `App`, `Asset`, `Header`, `DigitalFileInformation` or `Footer`; empty outside of records. */
  recordElement: string;
  /** Line of the file, from 1. */
  line: number;
  /** The element at fault. */
  element: string;
  code: AcesFaultCode;
  /** As given, cut to 200 characters. */
  value: string;
  message: string;
  /** The same for all faults of one record, and no other's. */
  ordinal: number;
  /** The record stood before this place of its batch's `records`. */
  place: number;
}

/** Something worth knowing about the file as a whole. */
export interface AcesFileNote {
  code:
    | 'encoding'
    /** The version isn't one that is known, or missing; the value says as which the file was read. */
    | 'version'
    | 'unknown-element'
    | 'unknown-attribute'
    /** The text between records isn't well-formed. */
    | 'malformed'
    /** The footer says another number of apps than there are. */
    | 'record-count'
    | 'header-missing'
    | 'footer-missing';
  value: string;
  line: number;
}

export interface AcesBatch {
  records: AcesRecord[];
  faults: AcesFault[];
  notes: AcesFileNote[];
  /**
   * Apps that have a fault and are no records therefore, but whose vehicle, conditions, type, position and part are whole: their action or
   * quantity is at fault, and left out. For who compares apps with each other.
   */
  comparable: AcesApp[];
  /** Apps that have any other fault, of which all is given that can be read. For who counts what a feed names. */
  refused: AcesApp[];
  /** Apps read so far, those with faults included. */
  appsRead: number;
  bytesRead: number;
}

const RECORDS = new Set(['Header', 'App', 'Asset', 'DigitalFileInformation', 'Footer']);
const CONTAINERS = new Set(['ACES', 'Apps', 'Assets', 'DigitalAsset']);
const MAX_NOTES = 50;
/** Faults that leave whole what an app is compared by. */
const ASIDE: ReadonlySet<AcesFaultCode> = new Set(['action-invalid', 'quantity-invalid']);

/**
 * Reads a feed of ACES 3.0 to 5.0 record by record in constant memory: the header first, then what stands in the file in its order.
 * Names of elements of all versions are taken in each, so a file that mixes them is read. Nothing of a record is lost without a
 * word: elements that no version has are in its `unknown`, and each kind is a note.
 * A version that isn't known is read as the nearest known one of its generation (`4.3` as 4.2); one of another generation, or none
 * at all, only where the header's elements tell 5.0 from those before it.
 * Strings may share memory with the piece of the file that they come from: copy what is kept for long.
 * @throws UnreadableFile after all records before: `not-aces`, `aces-version-unknown`, `xml-doctype`, `xml-malformed`,
 *   `several-feeds`, `file-truncated`, `empty-file`, `not-text`, `unknown-encoding`
 */
export async function* readAces(source: AsyncIterable<Uint8Array>): AsyncGenerator<AcesBatch> {
  const encoding: XmlEncoding = { declared: '', used: '', strayBytes: 0 };
  const reader = feedReader();
  const pieces = xmlRecords({
    source,
    records: RECORDS,
    containers: CONTAINERS,
    canonical: canonicalName,
    attributeNames: ATTRIBUTE_NAMES,
    root: reader.root,
    encoding,
  });
  let failure: unknown;
  try {
    for await (const piece of pieces) {
      for (const fault of piece.faults) reader.note('malformed', fault.message, fault.line);
      for (const name of piece.unknown) reader.note('unknown-element', name, piece.line);
      for (const record of piece.records) reader.record(record);
      yield reader.take(piece.bytes);
    }
    reader.end();
  } catch (error) {
    failure = error;
  }
  reader.encoding(encoding);
  yield reader.take(0);
  if (failure !== undefined) throw failure;
}

function feedReader() {
  let declared = '';
  let version: AcesVersion | undefined;
  let submission = '';
  let line = 1;
  let apps = 0;
  let ordinal = 0;
  let bytes = 0;
  let sawHeader = false;
  let sawFooter = false;
  let batch = emptyBatch();
  const noted = new Set<string>();

  function note(code: AcesFileNote['code'], value: string, at: number): void {
    const key = `${code} ${value}`;
    if (noted.size >= MAX_NOTES || noted.has(key)) return;
    noted.add(key);
    batch.notes.push({ code, value: copy(value), line: at });
  }

  function settle(header: XmlElement | undefined): AcesVersion {
    if (version !== undefined) return version;
    const found = header === undefined ? undefined : versionOfHeader(header);
    if (found === undefined) {
      const said = declared === '' ? 'says no version' : `is of version '${copy(declared)}'`;
      const message = `The feed ${said}; versions that are read: ${ACES_VERSIONS.join(', ')}.`;
      throw new UnreadableFile('aces-version-unknown', line, message);
    }
    note('version', `${declared === '' ? '(none)' : declared} read as ${found}`, line);
    version = found;
    return found;
  }

  function convert({ element, faults, isOdd }: XmlRecord): void {
    ordinal += 1;
    const id = token(attributeOf(element, 'id') ?? '');
    let refused = faults.length > 0;
    let isComparable = true;
    const report = (
      code: AcesFaultCode,
      at: XmlElement,
      value: string,
      message: string,
      faultLine: number,
    ) => {
      refused = true;
      if (!ASIDE.has(code)) isComparable = false;
      const name = copy(element.name);
      batch.faults.push({
        ...{ record: copy(id), recordElement: name, line: faultLine, element: copy(at.name) },
        ...{ code, value: copy(value), message, ordinal, place: batch.records.length },
      });
    };
    for (const fault of faults) {
      const at = { ...element, name: fault.element };
      report('malformed', at, '', `<${element.name}> can’t be read: ${fault.message}.`, fault.line);
    }
    if (isOdd) noteAttributes(element);
    // What else is wrong with a record that isn’t well-formed follows from that, as a rule.
    const isMalformed = refused;
    const read = recordOf(element, (code, at, value, message) => {
      if (!isMalformed) report(code, at, value, message, at.line);
    });
    // A header is kept for what of it can be read: the apps after it are its apps.
    if (refused && !isMalformed && read.kind === 'app')
      (isComparable ? batch.comparable : batch.refused).push(read);
    if (!isMalformed && 'unknown' in read && read.unknown.length > 0) noteUnknown(read.unknown, read.line);
    if (!refused || read.kind === 'header') batch.records.push(read);
  }

  /** Attributes that no version has aren’t kept: they are told. */
  function noteAttributes(element: XmlElement): void {
    const own = knownAttributes(element.name);
    if (own === undefined) return;
    for (const name in element.attributes)
      if (!own.has(name) && isUnknownAttribute(name, own))
        note('unknown-attribute', `${element.name}/@${name}`, element.line);
    for (const child of element.children) noteAttributes(child);
  }

  function noteUnknown(unknown: readonly AcesUnknown[], at: number): void {
    for (const { tag } of unknown) note('unknown-element', tag, at);
  }

  function recordOf(
    element: XmlElement,
    fault: (code: AcesFaultCode, at: XmlElement, value: string, message: string) => void,
  ): AcesRecord {
    switch (element.name) {
      case 'Header': {
        const header = headerOfElement(element, settle(element));
        submission = header.submission ?? '';
        sawHeader = true;
        return header;
      }
      case 'App':
        settle(undefined);
        apps += 1;
        return appOfElement(element, submission, fault);
      case 'Asset':
        return assetOfElement(element, submission, fault);
      case 'DigitalFileInformation':
        return digitalFileOfElement(element);
      default: {
        const footer = footerOfElement(element);
        sawFooter = true;
        if (footer.recordCount !== apps)
          note('record-count', `${footer.recordCount ?? 'no number'}, and there are ${apps}`, element.line);
        return footer;
      }
    }
  }

  return {
    note,
    root(name: string, attributes: Readonly<Record<string, string>>): void {
      if (name !== 'ACES')
        throw new UnreadableFile('not-aces', 1, `The file is no ACES feed: its root is <${copy(name)}>.`);
      const element = { name, attributes, text: '', children: [], line: 1 };
      declared = (attributeOf(element, 'version') ?? '').trim();
      version = nearestVersion(declared);
      if (version !== undefined && version !== declared) note('version', `${declared} read as ${version}`, 1);
    },
    record(record: XmlRecord): void {
      line = record.element.line;
      convert(record);
    },
    end(): void {
      if (!sawHeader) note('header-missing', '', line);
      if (!sawFooter) note('footer-missing', '', line);
    },
    encoding({ declared: said, used, strayBytes }: XmlEncoding): void {
      const stray = strayBytes === 0 ? '' : `, but for ${strayBytes} bytes read as windows-1252`;
      const isSilent = said === '' && used === 'gb18030';
      const lies = isSilent ? ', not declared' : said === '' || said === used ? '' : `, declared as ${said}`;
      note('encoding', `${used}${stray}${lies}`, 1);
    },
    take(read: number): AcesBatch {
      bytes = Math.max(bytes, read);
      const taken = { ...batch, appsRead: apps, bytesRead: bytes };
      batch = emptyBatch();
      return taken;
    },
  };
}

/** `3.0.1` is 3.0; a later step of a generation is read as the last known one of it. */
function nearestVersion(declared: string): AcesVersion | undefined {
  const found = /^v?(\d)(?:\.(\d+))?(?:\.\d+)*$/i.exec(declared);
  if (found === null) return undefined;
  const minor = Number(found[2] ?? 0);
  return ACES_VERSIONS.filter(
    (version) => version.startsWith(`${found[1]}.`) && Number(version.slice(2)) <= minor,
  ).at(-1);
}

function emptyBatch(): AcesBatch {
  return { records: [], faults: [], notes: [], comparable: [], refused: [], appsRead: 0, bytesRead: 0 };
}

function copy(text: string): string {
  return Buffer.from(text.slice(0, 200)).toString();
}
