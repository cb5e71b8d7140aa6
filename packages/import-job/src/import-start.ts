import { createHash } from 'node:crypto';
import { ImportFormat, type StartImportRequest_Start } from '@qipei/contracts/imports/v1/imports';
import { type ColumnSpec, mapColumns, type RowFormat, readFileMapping } from '@qipei/interchange';
import { DomainError, InvalidInput } from '@qipei/kernel';
import type { ImportStart } from './import-uploads.ts';
import type { MappingProfiles } from './mapping-profiles.ts';

/** What a service takes in, and how each kind may be told to be taken. */
export interface ImportOffer {
  /** The kinds that this service takes in. */
  kinds: readonly string[];
  /** What the files of each kind may have; previews of a kind need them. */
  columns?: Readonly<Record<string, readonly ColumnSpec[]>>;
  /** What a kind can be told, and the form of each value. None unless given. */
  settings?: Readonly<Record<string, Readonly<Record<string, RegExp>>>>;
  /** What settings say together. @throws InvalidInput */
  checkSettings?: (kind: string, settings: Readonly<Record<string, string>>) => void;
}

export const FORMATS: Record<RowFormat, ImportFormat> = {
  csv: ImportFormat.CSV,
  ndjson: ImportFormat.NDJSON,
  xlsx: ImportFormat.XLSX,
  vcdb: ImportFormat.VCDB,
  aces: ImportFormat.ACES,
  pies: ImportFormat.PIES,
  'pies-workbook': ImportFormat.PIES_WORKBOOK,
  auto: ImportFormat.AUTO,
};
/** Formats that one kind alone is read from. */
const KIND_OF_FORMAT: Partial<Record<RowFormat, string>> = {
  vcdb: 'vehicles',
  aces: 'fitments',
  pies: 'parts',
  'pies-workbook': 'parts',
};
const FORMAT_REFUSED: Partial<Record<RowFormat, string>> = {
  vcdb: 'The tables of VCdb are read as vehicles only.',
  aces: 'A feed of ACES is read as fitments only.',
  pies: 'A feed of PIES is read as parts only.',
  'pies-workbook': 'A workbook of PIES is read as parts only.',
};
/** Most characters of a setting. */
const MAX_SETTING = 200;
const MAX_KEY = 200;

/** @throws InvalidInput; NotFound where there is no such profile */
export async function readStart(
  start: StartImportRequest_Start,
  offer: ImportOffer,
  { tenant, profiles }: { tenant: string; profiles: MappingProfiles },
): Promise<ImportStart> {
  const { kind, filename } = start;
  const format = requireKindAndFormat(start, offer);
  const settings = readSettings(start, offer.settings?.[kind] ?? {});
  offer.checkSettings?.(kind, settings);
  if (start.idempotencyKey.length > MAX_KEY || /[^\x20-\x7e]/.test(start.idempotencyKey)) {
    const message = `An idempotency key has up to ${MAX_KEY} printable ASCII characters.`;
    throw new InvalidInput('idempotency_key', 'idempotency-key-invalid', message);
  }
  const mapping = await mappingOf(start, { tenant, profiles });
  readFileMapping(mapping);
  return { kind, format, filename: plainName(filename), mapping, settings };
}

/** @throws InvalidInput */
export function requireKindAndFormat(
  { kind, format: wanted }: Pick<StartImportRequest_Start, 'kind' | 'format'>,
  { kinds }: ImportOffer,
): RowFormat {
  requireKind(kind, kinds);
  const format = (Object.keys(FORMATS) as RowFormat[]).find((each) => FORMATS[each] === wanted);
  if (format === undefined) {
    const known = Object.keys(FORMATS).join(', ');
    const message = `The format of an import is one of ${known}.`;
    throw new InvalidInput('format', 'import-format-unknown', message);
  }
  const only = KIND_OF_FORMAT[format];
  if (only !== undefined && only !== kind)
    throw new InvalidInput('format', 'import-format-unknown', FORMAT_REFUSED[format] ?? '');
  return format;
}

/** @throws InvalidInput */
export function requireKind(kind: string, kinds: readonly string[]): void {
  if (kinds.includes(kind)) return;
  const message = `'${kind.slice(0, 40)}' is not a kind of import here; there are: ${kinds.join(', ')}.`;
  throw new InvalidInput('kind', 'import-kind-unknown', message);
}

/** The mapping that is given, or a copy of the profile's. */
export async function mappingOf(
  { kind, mapping, profile }: Pick<StartImportRequest_Start, 'kind' | 'mapping' | 'profile'>,
  { tenant, profiles }: { tenant: string; profiles: MappingProfiles },
): Promise<string> {
  if (profile === '') return mapping;
  if (mapping !== '') {
    const message = 'Give a mapping or the name of a profile, not both.';
    throw new InvalidInput('profile', 'mapping-given-twice', message);
  }
  return (await profiles.get(tenant, kind, profile)).mapping;
}

/** A mapping that names what the kind doesn't have is refused before anything is read by it. @throws InvalidInput, UnreadableFile */
export function requireMapping(mapping: string, columns: readonly ColumnSpec[] | undefined): void {
  const read = readFileMapping(mapping);
  if (columns !== undefined) mapColumns(columns, read);
}

/** Of all that is asked for but the file and its name: the same for the same request. */
export function startDigest(start: StartImportRequest_Start): string {
  const { kind, format, mapping, profile, settings } = start;
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([kind, format, mapping, profile, sorted]))
    .digest('hex');
}

export class IdempotencyKeyReused extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'idempotency-key-reused',
      message: 'This idempotency key was used for another import; take a new one.',
    });
  }
}

function readSettings(
  { kind, settings }: StartImportRequest_Start,
  known: Readonly<Record<string, RegExp>>,
): Record<string, string> {
  for (const [name, value] of Object.entries(settings)) {
    const form = Object.hasOwn(known, name) ? known[name] : undefined;
    if (form?.test(value) === true && value.length <= MAX_SETTING) continue;
    const message =
      form === undefined
        ? `An import of '${kind}' has no such setting.`
        : `'${value.slice(0, 40)}' is not a value of this setting.`;
    throw new InvalidInput(name.slice(0, 40), 'import-setting-invalid', message);
  }
  return { ...settings };
}

/** The last part of a path, without what doesn't belong into a name. */
function plainName(filename: string): string {
  const name = filename.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  return name.replace(/\p{C}/gu, '').trim().slice(0, 255).toWellFormed();
}
