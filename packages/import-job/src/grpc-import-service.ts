import {
  ImportFormat,
  type ImportServiceService,
  ImportState,
  type ImportJob as JobMessage,
  type StartImportRequest,
  type StartImportRequest_Start,
} from '@qipei/contracts/imports/v1/imports';
import { type RowFormat, readFileMapping } from '@qipei/interchange';
import { type Clock, DomainError, InvalidInput, newId, systemClock } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { hasEnded, type ImportJob, type ImportState as JobState } from './import-job.ts';
import type { ImportJobStore } from './import-jobs.ts';
import type { ImportSpool } from './import-spool.ts';
import { releaseIdOf } from './release-id.ts';

export interface ImportServiceOptions {
  store: ImportJobStore;
  spool: ImportSpool;
  /** The kinds that this service takes in. */
  kinds: readonly string[];
  /** What a kind can be told, and the form of each value. None unless given. */
  settings?: Readonly<Record<string, Readonly<Record<string, RegExp>>>>;
  /** What settings say together. @throws InvalidInput */
  checkSettings?: (kind: string, settings: Readonly<Record<string, string>>) => void;
  clock?: Clock;
  /** The job is durable and waits. A runner of the same process knows without being told. */
  onQueued?: (job: ImportJob) => void;
}

const FORMATS: Record<RowFormat, ImportFormat> = {
  csv: ImportFormat.CSV,
  ndjson: ImportFormat.NDJSON,
  xlsx: ImportFormat.XLSX,
  vcdb: ImportFormat.VCDB,
};
/** Most characters of a setting. */
const MAX_SETTING = 200;
const STATES: Record<JobState, ImportState> = {
  queued: ImportState.QUEUED,
  running: ImportState.RUNNING,
  done: ImportState.DONE,
  failed: ImportState.FAILED,
  cancelled: ImportState.CANCELLED,
};

/** qipei.imports.v1.ImportService over the jobs of one service. Bind it with `grpcService(ImportServiceService, …)`. */
export function importServiceHandlers(
  options: ImportServiceOptions,
): GrpcHandlers<typeof ImportServiceService> {
  const { store, spool, clock = systemClock } = options;
  return {
    async startImport(requests, { tenant, traceparent, signal }) {
      const messages = requests[Symbol.asyncIterator]();
      const first = await messages.next();
      const start = readStart(first.done === true ? undefined : first.value, options);
      // Asked before the body comes, so that nobody uploads in vain; asked again when the job is made.
      await store.requireRoom(tenant);
      const now = clock.now();
      const upload = newId(start.kind, now.getTime());
      const bytesTotal = await spool.store(upload, chunksOf(messages));
      let job: ImportJob;
      try {
        // A stream that is broken off can end like a whole one; by now, after the writes to disk, the signal tells.
        if (signal?.aborted === true) throw callerGone();
        job = await store.create({ ...start, upload, tenant, traceparent, bytesTotal, createdAt: now });
      } catch (error) {
        await spool.remove(upload);
        throw error;
      }
      options.onQueued?.(job);
      return { job: toMessage(job) };
    },
    getImport: async ({ jobId }, { tenant }) => ({ job: toMessage(await store.get(tenant, jobId)) }),
    async listImports(request, { tenant }) {
      const { items, nextPageToken } = await store.list(tenant, request);
      return { jobs: items.map(toMessage), nextPageToken };
    },
    async listImportErrors({ jobId, ...page }, { tenant }) {
      const { items, nextPageToken } = await store.errors(tenant, jobId, page);
      return { errors: items, nextPageToken };
    },
    async cancelImport({ jobId }, { tenant }) {
      const job = await store.cancel(tenant, jobId, clock.now());
      if (hasEnded(job)) await spool.remove(job.upload);
      return { job: toMessage(job) };
    },
  };
}

function callerGone(): DomainError {
  return new DomainError({
    kind: 'deadline',
    code: 'caller-gone',
    message: 'The caller broke the upload off.',
  });
}

interface Start {
  kind: string;
  format: RowFormat;
  filename: string;
  mapping: string;
  settings: Record<string, string>;
}

function readStart(
  request: StartImportRequest | undefined,
  { kinds, settings: known = {}, checkSettings }: ImportServiceOptions,
): Start {
  if (request?.part?.$case !== 'start') {
    throw new InvalidInput(
      'start',
      'import-start-missing',
      'The first message of an import carries `start`.',
    );
  }
  const start: StartImportRequest_Start = request.part.value;
  if (!kinds.includes(start.kind)) {
    const message = `'${start.kind.slice(0, 40)}' is not a kind of import here; there are: ${kinds.join(', ')}.`;
    throw new InvalidInput('kind', 'import-kind-unknown', message);
  }
  const format = (Object.keys(FORMATS) as RowFormat[]).find((each) => FORMATS[each] === start.format);
  if (format === undefined) {
    throw new InvalidInput(
      'format',
      'import-format-unknown',
      'The format of an import is CSV, NDJSON, XLSX or VCDB.',
    );
  }
  if (format === 'vcdb' && start.kind !== 'vehicles')
    throw new InvalidInput(
      'format',
      'import-format-unknown',
      'The tables of VCdb are read as vehicles only.',
    );
  readFileMapping(start.mapping);
  const settings = readSettings(start, known[start.kind] ?? {});
  checkSettings?.(start.kind, settings);
  return { kind: start.kind, format, filename: plainName(start.filename), mapping: start.mapping, settings };
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

/** The body of an upload. It is whole when `finish` says so and its count agrees; a stream that just ends was broken off. */
async function* chunksOf(messages: AsyncIterator<StartImportRequest>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for (let next = await messages.next(); next.done !== true; next = await messages.next()) {
    const part = next.value.part;
    if (part?.$case === 'finish') {
      if (part.value.bytes !== bytes)
        throw incomplete(`${part.value.bytes} bytes were sent, ${bytes} arrived.`);
      return;
    }
    if (part?.$case !== 'chunk') {
      throw new InvalidInput(
        'chunk',
        'import-chunk-missing',
        'After the first message come `chunk`s, then `finish`.',
      );
    }
    bytes += part.value.length;
    yield part.value;
  }
  throw incomplete('The upload ended without `finish`.');
}

function incomplete(message: string): InvalidInput {
  return new InvalidInput('finish', 'import-incomplete', message);
}

function toMessage(job: ImportJob): JobMessage {
  const {
    id,
    kind,
    filename,
    bytesTotal,
    bytesDone,
    rows,
    created,
    updated,
    unchanged,
    deleted,
    failed,
    failure,
  } = job;
  return {
    ...{
      jobId: id,
      kind,
      filename,
      bytesTotal,
      bytesDone,
      rows,
      created,
      updated,
      unchanged,
      deleted,
      failed,
      failure,
    },
    format: FORMATS[job.format],
    state: STATES[job.state],
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    notes: job.notes.map(readNote),
    releaseId: releaseIdOf(job),
  };
}

/** Notes are kept as `code: value`. */
function readNote(note: string): { code: string; value: string } {
  const at = note.indexOf(': ');
  return at === -1 ? { code: note, value: '' } : { code: note.slice(0, at), value: note.slice(at + 2) };
}
