import type {
  PreviewImportRequest,
  PreviewImportRequest_Start,
  PreviewImportResponse,
} from '@qipei/contracts/imports/v1/imports';
import { previewFile, type Row, type RowFault } from '@qipei/interchange';
import { DomainError, InvalidInput } from '@qipei/kernel';
import {
  FORMATS,
  type ImportOffer,
  mappingOf,
  requireKindAndFormat,
  requireMapping,
} from './import-start.ts';
import type { MappingProfiles } from './mapping-profiles.ts';

/** What a kind finds wrong with rows that could be read; it looks at the rows alone. */
export type PreviewRowFaults = (rows: readonly Row[]) => RowFault[];

export interface PreviewDependencies {
  tenant: string;
  offer: ImportOffer & { rowFaults?: Readonly<Record<string, PreviewRowFaults>> };
  profiles: MappingProfiles;
}

/** Of a file that has to be whole to be read, a zip; of text much less is sent. */
export const MAX_PREVIEW_BYTES = 16 * 1024 * 1024;
/** Previews are held in memory: so many at a time in one process, and of one tenant so many that there is room for others. */
const MAX_AT_ONCE = 4;
const MAX_OF_TENANT = 2;

/** Of each tenant that has some. */
const running = new Map<string, number>();

/** How a file would be read, by its beginning. @throws DomainError */
export async function previewImport(
  requests: AsyncIterable<PreviewImportRequest>,
  { tenant, offer, profiles }: PreviewDependencies,
): Promise<PreviewImportResponse> {
  const messages = requests[Symbol.asyncIterator]();
  const asked = requireStart(await messages.next());
  const format = requireKindAndFormat(asked, offer);
  const columns = offer.columns?.[asked.kind];
  if (columns === undefined) {
    const message = `Imports of '${asked.kind}' have no preview.`;
    throw new InvalidInput('kind', 'preview-unsupported', message);
  }
  const given = await mappingOf(asked, { tenant, profiles });
  requireMapping(given, columns);
  const release = takePlace(tenant);
  try {
    const { file, whole } = await readFile(messages);
    const found = await previewFile(file, {
      ...{ format, columns, mapping: given, whole },
      profileFor: (fingerprint) => profiles.byFingerprint(tenant, asked.kind, fingerprint),
    });
    const { rows, faults, ...rest } = found;
    const kindFaults = offer.rowFaults?.[asked.kind]?.(rows) ?? [];
    const errors = [...faults, ...kindFaults].sort((a, b) => a.row - b.row);
    return {
      ...rest,
      format: FORMATS[found.format],
      profile: asked.profile === '' ? found.profile : asked.profile,
      rows: rows.map(({ row, line, values }) => ({ row, line, values: JSON.stringify(values) })),
      errors,
      fields: columns.map(({ name }) => name),
      fieldDetails: columns.map(({ name, required = false, expected = false, units = {} }) => ({
        ...{ field: name, required: required || expected, units: Object.keys(units) },
      })),
    };
  } finally {
    release();
  }
}

/** @returns what gives the place back. @throws DomainError where there is none */
function takePlace(tenant: string): () => void {
  const own = running.get(tenant) ?? 0;
  const all = running.values().reduce((sum, count) => sum + count, 0);
  if (own >= MAX_OF_TENANT || all >= MAX_AT_ONCE) {
    const whose = own >= MAX_OF_TENANT ? 'Previews of yours' : 'Other previews';
    const message = `${whose} are under way; try again in a moment.`;
    throw new DomainError({ kind: 'exhausted', code: 'previews-busy', message });
  }
  running.set(tenant, own + 1);
  return () => {
    const left = (running.get(tenant) ?? 1) - 1;
    if (left === 0) running.delete(tenant);
    else running.set(tenant, left);
  };
}

function requireStart(first: IteratorResult<PreviewImportRequest, unknown>): PreviewImportRequest_Start {
  const part = first.done === true ? undefined : first.value.part;
  if (part?.$case === 'start') return part.value;
  throw new InvalidInput('start', 'import-start-missing', 'The first message of a preview carries `start`.');
}

async function readFile(
  messages: AsyncIterator<PreviewImportRequest>,
): Promise<{ file: Buffer; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await messages.next(); next.done !== true; next = await messages.next()) {
    const part = next.value.part;
    if (part?.$case === 'finish') return { file: Buffer.concat(chunks), whole: part.value.whole };
    if (part?.$case !== 'chunk')
      throw new InvalidInput('chunk', 'import-chunk-missing', 'After the first message come `chunk`s.');
    bytes += part.value.length;
    if (bytes > MAX_PREVIEW_BYTES) {
      const message = `A preview takes up to ${MAX_PREVIEW_BYTES} bytes.`;
      throw new DomainError({ kind: 'too-large', code: 'preview-too-large', message });
    }
    chunks.push(part.value);
  }
  throw new InvalidInput('finish', 'import-incomplete', 'The preview ended without `finish`.');
}
