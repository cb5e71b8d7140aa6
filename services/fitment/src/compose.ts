import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOPIC_SPECS } from '@qipei/contracts';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { startRelay } from '@qipei/event-log';
import { openEventLog } from '@qipei/event-log/open';
import { fileImportSpool, startImportRunner } from '@qipei/import-job';
import { sqliteImportJobs } from '@qipei/import-job/sqlite';
import { systemClock } from '@qipei/kernel';
import { createGrpcClient, type Logger, newTraceparent } from '@qipei/service-kit';
import { immediateTransaction, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { loadVinTable, type VinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import { grpcPartResolver } from './adapters/catalog/grpc-part-resolver.ts';
import { followPartVisibility } from './adapters/events/follow-part-visibility.ts';
import { FITMENT_MIGRATIONS } from './adapters/sqlite/fitment-migrations.ts';
import {
  sqlitePartFitmentsLister,
  sqlitePartFitmentsWriter,
} from './adapters/sqlite/sqlite-part-fitments-repository.ts';
import { fitmentImport } from './application/import-fitments.ts';
import { savedEvent } from './application/saved-event.ts';
import type { FitmentConfig } from './config.ts';
import { fitmentExpander } from './domain/expand-fitments.ts';

const REPUBLISHED_AT_ONCE = 500;

export function openFitmentDatabase({ dataDir }: Pick<FitmentConfig, 'dataDir'>) {
  return openDatabase({ file: databaseFile({ dataDir }), migrations: FITMENT_MIGRATIONS, cacheMb: 16 });
}

export const spoolDir = ({ dataDir }: Pick<FitmentConfig, 'dataDir'>) => join(dataDir, 'spool', 'fitment');

const databaseFile = ({ dataDir }: Pick<FitmentConfig, 'dataDir'>) => join(dataDir, 'fitment.sqlite');

export async function openVinTable({ vinTableFile }: Pick<FitmentConfig, 'vinTableFile'>): Promise<VinTable> {
  return loadVinTable(vinTableFile === '' ? await cachedVinTable() : await readFile(vinTableFile));
}

/** What the service does beside answering: imports, events out, the visibility of parts in. */
export async function startFitmentBackground(config: FitmentConfig, { logger }: { logger: Logger }) {
  await using opened = new AsyncDisposableStack();
  const table = await openVinTable(config);
  const db = openFitmentDatabase(config);
  opened.defer(() => {
    db.close();
  });
  const log = opened.use(
    await openEventLog(config.eventLog, { clientId: 'qipei-fitment', topics: TOPIC_SPECS }),
  );
  const catalog = opened.use(
    createGrpcClient(CatalogServiceService, { address: config.catalogAddress, peerToken: config.peerToken }),
  );
  const fitments = sqlitePartFitmentsWriter(db, systemClock);
  const relay = opened.use(
    startRelay({
      outbox: sqliteOutbox(db),
      log,
      file: databaseFile(config),
      onError: (error) => logger.error({ err: error }, 'events could not be relayed'),
    }),
  );
  const visibility = opened.use(await followPartVisibility({ db, fitments, log, logger }));
  opened.use(
    startImportRunner({
      jobs: sqliteImportJobs(db),
      spool: fileImportSpool({ directory: spoolDir(config) }),
      kinds: [fitmentImport({ parts: grpcPartResolver(catalog), vehicles: table.vehicles, fitments })],
      logger,
      onProgress: () => relay.wake(),
      batchRows: 4_000,
    }),
  );
  const resources = opened.move();
  return { ended: visibility.ended, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** Tells once more, by events, where every part fits; beside a service that doesn't run. Returns of how many parts. */
export async function republishFitments(
  config: Pick<FitmentConfig, 'dataDir' | 'vinTableFile'>,
): Promise<number> {
  const { vehicles } = await openVinTable(config);
  const db = openFitmentDatabase(config);
  try {
    const lister = sqlitePartFitmentsLister(db);
    const writer = sqlitePartFitmentsWriter(db, systemClock);
    const expander = fitmentExpander(vehicles);
    const traceparent = newTraceparent();
    let told = 0;
    for (let page = lister.list('', REPUBLISHED_AT_ONCE); page.length > 0; ) {
      immediateTransaction(db, () => {
        for (const saved of page)
          writer.tell(saved, savedEvent(saved, expander.expand(saved.fitments), traceparent));
      });
      told += page.length;
      page = lister.list(page.at(-1)?.partId ?? '', REPUBLISHED_AT_ONCE);
    }
    return told;
  } finally {
    db.close();
  }
}
