import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import {
  ImportFormat,
  type ImportJob,
  ImportServiceService,
  ImportState,
  type RowError,
  StartImportRequest,
} from '@qipei/contracts/imports/v1/imports';
import { ReleaseServiceService } from '@qipei/contracts/releases/v1/releases';
import type { Clock } from '@qipei/kernel';
import { createGrpcClient, systemContext } from '@qipei/service-kit';
import { expect, vi } from 'vitest';
import type { CatalogConfig } from './config.ts';
import { readCatalogConfig, startCatalog } from './service.ts';

export interface CatalogOptions {
  background?: CatalogConfig['background'];
  clock?: Clock;
  /** A database of its own; otherwise files. */
  mongodbUrl?: string;
}

/** How a file is to be taken. */
interface ImportOptions {
  traceparent?: string | undefined;
  mapping?: string;
  settings?: Record<string, string>;
}

/** The service on a folder of its own, with clients of several tenants over real gRPC. */
export async function openCatalogUnderTest(options: CatalogOptions = {}) {
  await using opened = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-catalog-'));
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const env = {
    QIPEI_DATA_DIR: dataDir,
    QIPEI_MONGODB_URL: options.mongodbUrl,
    CATALOG_GRPC_ADDRESS: '127.0.0.1:0',
    LOG_LEVEL: 'silent',
  };
  const config = { ...readCatalogConfig(env), background: options.background ?? ('inline' as const) };
  const service = opened.use(
    await startCatalog(config, options.clock === undefined ? {} : { clock: options.clock }),
  );
  const catalog = opened.use(createGrpcClient(CatalogServiceService, { address: service.address }));
  const imports = opened.use(createGrpcClient(ImportServiceService, { address: service.address }));
  const releases = opened.use(createGrpcClient(ReleaseServiceService, { address: service.address }));
  const resources = opened.move();

  async function importFile(
    tenant: string,
    text: string | Buffer,
    format: ImportFormat,
    { traceparent, ...how }: ImportOptions = {},
  ): Promise<ImportJob> {
    const started = await imports.startImport(messages(text, format, how), as(tenant, traceparent));
    const jobId = started.job?.jobId ?? '';
    return await vi.waitFor(
      async () => {
        const { job } = await imports.getImport({ jobId }, as(tenant));
        expect(job?.finishedAt).toBeDefined();
        return job as ImportJob;
      },
      { timeout: 60_000, interval: 10 },
    );
  }

  return {
    config,
    service,
    catalog,
    imports,
    importCsv: (tenant: string, text: string) => importFile(tenant, text, ImportFormat.CSV),
    /** Imports rows that have no fault. */
    async importRows(tenant: string, rows: readonly object[], traceparent?: string): Promise<ImportJob> {
      const text = rows.map((row) => JSON.stringify(row)).join('\n');
      const job = await importFile(tenant, text, ImportFormat.NDJSON, { traceparent });
      expect(await this.errorsOf(tenant, job)).toEqual([]);
      expect(job.state, job.failure).toBe(ImportState.DONE);
      return job;
    },
    releases,
    /** Imports a file of PIES; the constants are those of a mapping. */
    importPies: (tenant: string, text: string, constants?: Record<string, string>) =>
      importFile(tenant, text, ImportFormat.PIES, {
        mapping: constants === undefined ? '' : JSON.stringify({ constants }),
      }),
    importNdjson: (tenant: string, text: string | Buffer, settings?: Record<string, string>) =>
      importFile(tenant, text, ImportFormat.NDJSON, settings === undefined ? {} : { settings }),
    async errorsOf(tenant: string, job: ImportJob): Promise<RowError[]> {
      const page = { jobId: job.jobId, pageSize: 1_000, pageToken: '', code: '' };
      return (await imports.listImportErrors(page, as(tenant))).errors;
    },
    /** The id of the part with this brand and number, empty where the tenant sees none. */
    async idOf(tenant: string, brand: string, partNumber: string): Promise<string> {
      const { resolutions } = await catalog.resolveParts({ references: [{ brand, partNumber }] }, as(tenant));
      return resolutions[0]?.partId ?? '';
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

export type CatalogUnderTest = Awaited<ReturnType<typeof openCatalogUnderTest>>;
export type OpenCatalog = (options: Omit<CatalogOptions, 'mongodbUrl'>) => Promise<CatalogUnderTest>;

export function as(tenant: string, traceparent?: string) {
  return systemContext(tenant, 'test', traceparent);
}

/** A row of an import without any fault. */
export function partRow(partNumber: string, rest: object = {}) {
  return { brand: 'BOSCH', partNumber, partType: 'oil-filter', ...rest };
}

async function* messages(
  text: string | Buffer,
  format: ImportFormat,
  how: Omit<ImportOptions, 'traceparent'>,
): AsyncGenerator<StartImportRequest> {
  yield StartImportRequest.fromPartial({
    part: {
      $case: 'start',
      value: { kind: 'parts', format, filename: 'parts', mapping: '', settings: {}, ...how },
    },
  });
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length; at += 64 * 1024)
    yield { part: { $case: 'chunk', value: bytes.subarray(at, at + 64 * 1024) } };

  yield StartImportRequest.fromPartial({
    part: { $case: 'finish', value: { bytes: bytes.length } },
  });
}
