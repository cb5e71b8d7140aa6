import type { ExportServiceService, StartExportRequest } from '@qipei/contracts/exports/v1/exports';
import { type Clock, DomainError, InvalidInput, newId, systemClock } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { ExportFiles } from './export-files.ts';
import type { ExportFormat } from './export-job.ts';
import type { ExportJobs } from './export-jobs.ts';
import { fromFormatMessage, fromSelectionMessage, toExportMessage } from './export-message.ts';

export interface ExportOffer {
  /** What is exported here: `parts`, `fitments`. */
  kind: string;
  formats: readonly ExportFormat[];
}

export interface ExportServiceOptions extends ExportOffer {
  jobs: Pick<ExportJobs, 'add' | 'get' | 'list' | 'losses' | 'cancel' | 'remove'>;
  files: Pick<ExportFiles, 'read' | 'remove'>;
  clock?: Clock;
}

const MAX_SETTINGS = 40;
const MAX_SETTING_LENGTH = 500;

/** qipei.exports.v1.ExportService over the exports of one service. Bind it with `grpcService(ExportServiceService, …)`. */
export function exportServiceHandlers(
  options: ExportServiceOptions,
): GrpcHandlers<typeof ExportServiceService> {
  const { kind, jobs, files, clock = systemClock } = options;
  return {
    async startExport(request, { tenant, traceparent }) {
      const { format, settings } = requireOffered(request, options);
      const id = newId(`exp-${kind}`);
      const selection = fromSelectionMessage(request.selection);
      const createdAt = clock.now();
      const { gzip } = request;
      await jobs.add({ id, tenant, kind, format, selection, settings, gzip, createdAt, traceparent });
      return { job: toExportMessage(await jobs.get(tenant, id)) };
    },
    getExport: async ({ exportId }, { tenant }) => ({
      job: toExportMessage(await jobs.get(tenant, exportId)),
    }),
    async listExports(page, { tenant }) {
      const { items, nextPageToken } = await jobs.list(tenant, page);
      return { jobs: items.map(toExportMessage), nextPageToken };
    },
    async listExportLosses({ exportId }, { tenant }) {
      const losses = await jobs.losses(tenant, exportId);
      return { losses: losses.map((loss) => ({ ...loss, partNumbers: [...loss.partNumbers] })) };
    },
    async cancelExport({ exportId }, { tenant }) {
      return { job: toExportMessage(await jobs.cancel(tenant, exportId, clock.now())) };
    },
    async deleteExport({ exportId }, { tenant }) {
      await jobs.remove(tenant, exportId);
      await files.remove(exportId);
      return {};
    },
    async *readExportFile({ exportId, offset, length }, { tenant }) {
      const job = await jobs.get(tenant, exportId);
      if (job.state !== 'done') {
        const message = `The export is ${job.state}: it has no file.`;
        throw new DomainError({ kind: 'conflict', code: 'export-not-done', message });
      }
      if (offset < 0 || offset > job.bytes || length < 0)
        throw new InvalidInput('offset', 'out-of-range', `The file has ${job.bytes} bytes.`);
      yield { part: { $case: 'job' as const, value: toExportMessage(job) } };
      if (offset === job.bytes) return;
      const wanted = length === 0 ? undefined : Math.min(length, job.bytes - offset);
      for await (const chunk of files.read(job, offset, wanted))
        yield { part: { $case: 'chunk' as const, value: Buffer.from(chunk) } };
    },
  };
}

/** @throws InvalidInput */
function requireOffered(
  { kind, format, settings }: StartExportRequest,
  offer: ExportOffer,
): { format: ExportFormat; settings: Record<string, string> } {
  if (kind !== offer.kind)
    throw new InvalidInput('kind', 'export-kind-unknown', `Only '${offer.kind}' is exported here.`);
  const asked = fromFormatMessage(format);
  if (asked === undefined || !offer.formats.includes(asked)) {
    const message = `Of ${kind} there are: ${offer.formats.join(', ')}.`;
    throw new InvalidInput('format', 'format-not-of-kind', message);
  }
  const entries = Object.entries(settings);
  if (entries.length > MAX_SETTINGS)
    throw new InvalidInput('settings', 'out-of-range', `At most ${MAX_SETTINGS} settings are taken.`);
  for (const [name, value] of entries)
    if (name.length > 60 || value.length > MAX_SETTING_LENGTH)
      throw new InvalidInput(`settings.${name.slice(0, 60)}`, 'too-long', 'The setting is too long.');
  return { format: asked, settings: Object.fromEntries(entries) };
}
