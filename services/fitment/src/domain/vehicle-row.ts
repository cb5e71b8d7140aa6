import type { EntryKind, VariantFacts } from './vehicle-entry.ts';
import type { BuildSpan } from './vehicle-span.ts';

/** What a row of an import says. A field that the file doesn't have is undefined and stays as it is. */
export interface VehicleRow {
  row: number;
  /** `<job>#<row>` */
  source: string;
  action: 'set' | 'delete';
  /** What the row is about; it also names what that is a part of. */
  level: EntryKind;
  /** Id of something that the table has, the platform's or the tenant's; empty where names say what is meant. */
  vehicleId: string;
  make: string;
  model: string;
  generation: string;
  chassisCode: string | undefined;
  name: string | undefined;
  makeZh: string | undefined;
  modelZh: string | undefined;
  generationZh: string | undefined;
  nameZh: string | undefined;
  span: BuildSpan | undefined;
  facts: Partial<VariantFacts>;
  /** The sender's own key of the row, as `tenant.own:…`; empty where it has none. */
  ownId: string;
  externalIds: readonly string[];
  /** Ids of these kinds that the row doesn't name any more are taken off. */
  externalKinds: readonly string[];
  /** References to what this row takes the place of. */
  replaces: readonly string[];
  /** Reference to what this row has become part of; empty where it stands for itself. */
  mergedInto: string;
  reason: string;
  /** External ids that this row takes over from another. */
  takesOver: readonly string[];
  /** Where the platform has no counterpart, that is to be told (VCdb), not simply the tenant's own. */
  expectsPlatform: boolean;
}

export interface VehicleRowFault {
  column: string;
  code: string;
  value: string;
  message: string;
}

/** The platform's part of the vehicle table, as far as a tenant's rows look at it. */
export interface PlatformVehicles {
  findMake(name: string): { makeId: string; name: string } | undefined;
  findModel(makeId: string, name: string): { modelId: string; name: string } | undefined;
  years(modelId: string): readonly number[];
  /** What an id of the platform names; undefined where it names nothing. */
  find(id: string): { kind: EntryKind; makeId: string; modelId: string; name: string } | undefined;
}
