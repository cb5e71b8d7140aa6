import type { BatchOutcome } from '@qipei/import-job';
import { type RowFault, readFileMapping, readRows } from '@qipei/interchange';
import { newId } from '@qipei/kernel';
import { smallPlatform } from '../domain/platform-table.fixture.ts';
import type { VehicleReader, VehicleWriter } from '../domain/vehicle-repository.ts';
import { vehicleImport } from './import-vehicles.ts';
import { vehicleSuggestions } from './suggest-vehicles.ts';
import { VEHICLE_COLUMNS } from './vehicle-columns.ts';
import { vehicleDirectory } from './vehicle-directory.ts';

export interface VehicleStore {
  reader: VehicleReader;
  writer: VehicleWriter;
}

export interface TakenFile extends BatchOutcome {
  jobId: string;
  releaseId: string;
  /** `<row>:<column>:<code>` */
  faults: string[];
}

export interface TakeOptions {
  tenant?: string;
  submission?: 'full' | 'update';
  batchRows?: number;
  mapping?: string;
  /** Each batch is taken so many times, as after a crash between writing and recording it. */
  times?: number;
}

/** Takes files in as a runner does, batch by batch; the clock goes on by a second with each. */
export function vehicleImports({ reader, writer }: VehicleStore) {
  let now = Date.UTC(2026, 0, 1);
  const platform = smallPlatform();
  const clock = { now: () => new Date(now) };
  const kind = vehicleImport({ platform: () => platform, vehicles: writer, clock });
  const directory = vehicleDirectory({ platform: () => platform, reader, thisYear: () => 2026 });

  async function take(csv: string, options: TakeOptions = {}): Promise<TakenFile> {
    const { tenant = 'acme', submission = 'update', batchRows = 1_000, mapping = '', times = 1 } = options;
    now += 1_000;
    const jobId = newId('vehicles', now);
    const context = { tenant, jobId, filename: 'x.csv', settings: { submission } };
    const total: BatchOutcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };
    const errors: RowFault[] = [];
    let rows = 0;
    async function* source() {
      yield Buffer.from(csv);
    }
    const count = (done: BatchOutcome) => {
      for (const each of ['created', 'updated', 'unchanged', 'deleted'] as const) total[each] += done[each];
      errors.push(...done.errors);
    };
    const file = {
      source: source(),
      format: 'csv',
      columns: VEHICLE_COLUMNS,
      limits: { batchRows },
    } as const;
    for await (const batch of readRows({ ...file, mapping: readFileMapping(mapping) })) {
      const traceparent = '';
      const prepared = await kind.prepare(batch.rows, { ...context, signal: new AbortController().signal });
      let done: BatchOutcome | undefined;
      for (let time = 0; time < times; time += 1)
        done = await kind.apply(prepared, { ...context, rowsBefore: rows, traceparent });
      errors.push(...batch.faults);
      if (done !== undefined) count(done);
      rows = batch.rowsRead;
    }
    now += 1_000;
    const failed = new Set(errors.map(({ row }) => row)).size;
    for (let time = 0; time < times; time += 1) {
      const done = await kind.conclude?.({ ...context, rows, failed, counted: 0, traceparent: '' });
      if (done !== undefined && time === 0) count(done);
    }
    const faults = errors.map(({ row, column, code }) => `${row}:${column}:${code}`);
    return { ...total, errors, faults, jobId, releaseId: `vrel_${jobId.slice(-26)}` };
  }

  const suggest = vehicleSuggestions({ platform: () => platform, reader });
  return { take, directory, reader, clock, platform, suggest };
}
