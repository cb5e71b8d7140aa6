import type { BatchOutcome, ImportContext, ImportKind } from '@qipei/import-job';
import type { Row, RowFault } from '@qipei/interchange';
import type { Clock } from '@qipei/kernel';
import { type AppliedRows, applyVehicleRows } from '../domain/vehicle-changes.ts';
import type { ReleaseHead, Submission, VehicleWriter } from '../domain/vehicle-repository.ts';
import type { PlatformVehicles, VehicleRow, VehicleRowFault } from '../domain/vehicle-row.ts';
import { readVehicleRow } from './read-vehicle-row.ts';
import { VEHICLE_COLUMNS } from './vehicle-columns.ts';

/** What an import of vehicles can be told: whether the file is all there is, and whose it is. */
export const VEHICLE_SETTINGS = { submission: /^(?:full|update)$/, source: /^[^\p{C}]{1,200}$/u };

interface PreparedVehicles {
  rows: VehicleRow[];
  /** Line of each row of the batch, by its number. */
  lines: Map<number, number>;
  faults: RowFault[];
}

export interface ImportVehiclesDependencies {
  /** The platform's part of the table, as it is served now. */
  platform: () => PlatformVehicles;
  vehicles: VehicleWriter;
  clock: Clock;
}

/** Rows into a tenant's own part of the vehicle table. Each import is a release of it. */
export function vehicleImport(dependencies: ImportVehiclesDependencies): ImportKind<PreparedVehicles> {
  const { platform, vehicles, clock } = dependencies;

  function headOf({ jobId, filename = '', settings = {} }: ImportContext): ReleaseHead {
    return {
      id: releaseIdOf(jobId),
      jobId,
      submission: submissionOf(settings),
      source: settings.source ?? filename,
      startedAt: clock.now(),
    };
  }

  return {
    kind: 'vehicles',
    columns: VEHICLE_COLUMNS,
    async prepare(rows, { jobId }) {
      const prepared: PreparedVehicles = { rows: [], lines: new Map(), faults: [] };
      for (const row of rows) {
        const read = readVehicleRow(row, jobId);
        if ('code' in read) prepared.faults.push(faultOf(row, read));
        else prepared.rows.push(read);
        prepared.lines.set(row.row, row.line);
      }
      return prepared;
    },
    apply(prepared, context) {
      const { tenant } = context;
      const decide = applyVehicleRows(prepared.rows, { tenant, platform: platform() });
      const done = vehicles.change(tenant, headOf(context), decide);
      return done instanceof Promise
        ? done.then((applied) => outcomeOf(prepared, applied))
        : outcomeOf(prepared, done);
    },
    conclude(context) {
      const { tenant, settings = {}, failed } = context;
      const full = submissionOf(settings) === 'full';
      const retired = full ? (failed > 0 ? 'withheld' : 'what-is-gone') : 'nothing';
      const done = vehicles.conclude(tenant, headOf(context), { at: clock.now(), retired });
      return done instanceof Promise ? done.then(concluded) : concluded(done);
    },
  };
}

/** The release that a job makes. */
export function releaseIdOf(jobId: string): string {
  return `vrel_${jobId.slice(-26)}`;
}

function submissionOf(settings: Readonly<Record<string, string>>): Submission {
  return settings.submission === 'full' ? 'full' : 'update';
}

function concluded(deleted: number): BatchOutcome {
  return { created: 0, updated: 0, unchanged: 0, deleted, errors: [] };
}

function outcomeOf({ faults, lines }: PreparedVehicles, applied: AppliedRows): BatchOutcome {
  const refused = applied.faults.map(({ row, fault }) => faultOf({ row, line: lines.get(row) ?? 0 }, fault));
  return { ...applied.outcomes, errors: [...faults, ...refused] };
}

function faultOf({ row, line }: Pick<Row, 'row' | 'line'>, fault: VehicleRowFault): RowFault {
  return { row, line, ...fault, value: fault.value.slice(0, 200) };
}
