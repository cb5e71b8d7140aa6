import { hasTable, tableRows } from '../vcdb-reader.ts';
import type { ZipArchive } from '../zip-archive.ts';
import type { CheckedAttribute } from './checked-app.ts';

/**
 * How VCdb hangs attributes on a vehicle: a link from the vehicle to a row of a system's table, whose columns are named after the
 * attributes' elements. Table and column names are those of Auto Care's VCdb data model.
 */
interface System {
  link: string;
  /** The id that the link and the system's table share. */
  id: string;
  /** The system's table; of a system of one attribute the link says it all. */
  table?: string;
  /** Element of the attribute -> column. */
  columns: Readonly<Record<string, string>>;
  /** A table that the system's rows refer to in turn. */
  further?: { table: string; id: string; columns: Readonly<Record<string, string>> };
}

const SYSTEMS: readonly System[] = [
  { link: 'VehicleToDriveType', id: 'DriveTypeID', columns: { DriveType: 'DriveTypeID' } },
  { link: 'VehicleToWheelbase', id: 'WheelBaseID', columns: { WheelBase: 'WheelBaseID' } },
  { link: 'VehicleToMfrBodyCode', id: 'MfrBodyCodeID', columns: { MfrBodyCode: 'MfrBodyCodeID' } },
  {
    ...{ link: 'VehicleToBrakeConfig', id: 'BrakeConfigID', table: 'BrakeConfig' },
    columns: byName(['FrontBrakeType', 'RearBrakeType', 'BrakeSystem', 'BrakeABS']),
  },
  {
    ...{ link: 'VehicleToBodyStyleConfig', id: 'BodyStyleConfigID', table: 'BodyStyleConfig' },
    columns: byName(['BodyNumDoors', 'BodyType']),
  },
  {
    ...{ link: 'VehicleToBedConfig', id: 'BedConfigID', table: 'BedConfig' },
    columns: byName(['BedLength', 'BedType']),
  },
  {
    ...{ link: 'VehicleToSpringTypeConfig', id: 'SpringTypeConfigID', table: 'SpringTypeConfig' },
    columns: byName(['FrontSpringType', 'RearSpringType']),
  },
  {
    ...{ link: 'VehicleToSteeringConfig', id: 'SteeringConfigID', table: 'SteeringConfig' },
    columns: byName(['SteeringType', 'SteeringSystem']),
  },
  {
    ...{ link: 'VehicleToEngineConfig', id: 'EngineConfigID', table: 'EngineConfig' },
    columns: {
      ...byName([
        'EngineBase',
        'EngineDesignation',
        'EngineVIN',
        'EngineMfr',
        'EngineVersion',
        'PowerOutput',
      ]),
      ...byName(['Aspiration', 'CylinderHeadType', 'FuelType', 'IgnitionSystemType']),
      ValvesPerEngine: 'ValvesID',
    },
    further: {
      ...{ table: 'FuelDeliveryConfig', id: 'FuelDeliveryConfigID' },
      columns: byName([
        'FuelDeliveryType',
        'FuelDeliverySubType',
        'FuelSystemControlType',
        'FuelSystemDesign',
      ]),
    },
  },
  {
    ...{ link: 'VehicleToTransmission', id: 'TransmissionID', table: 'Transmission' },
    columns: byName(['TransmissionBase', 'TransmissionMfrCode', 'TransmissionMfr']),
    further: {
      ...{ table: 'TransmissionBase', id: 'TransmissionBaseID' },
      columns: byName(['TransmissionType', 'TransmissionNumSpeeds', 'TransmissionControlType']),
    },
  },
];

export interface VehicleConfigurations {
  /** Why no vehicle of the base vehicle has the attributes; undefined where one has, or where the tables can't tell. */
  invalid(baseVehicle: string, attributes: readonly CheckedAttribute[]): string | undefined;
}

interface LoadedSystem {
  attributes: ReadonlySet<string>;
  /** The system's rows of a vehicle, each with the value of every attribute it has. */
  of(vehicle: number): Iterable<Readonly<Record<string, string>>>;
}

/** Room for the 2^26 ids of a system's rows beside a vehicle's in one number. */
const LINK = 2 ** 26;

/** Reads the tables that are there; what an absent one would say is taken for possible. */
export async function readConfigurations(zip: ZipArchive): Promise<VehicleConfigurations> {
  if (!hasTable(zip, 'Vehicle')) return { invalid: () => undefined };
  const vehicles = new Map<string, { id: number; subModel: string; region: string }[]>();
  const columns = ['VehicleID', 'BaseVehicleID', 'SubmodelID', 'RegionID'];
  for await (const { values } of tableRows(zip, { table: 'Vehicle', columns, inOrder: true })) {
    const [id = '', base = '', subModel = '', region = ''] = values;
    const key = `vcdb.baseVehicle:${base}`;
    const known = vehicles.get(key);
    const vehicle = { id: Number(id), subModel, region };
    if (known === undefined) vehicles.set(key, [vehicle]);
    else known.push(vehicle);
  }
  const systems: LoadedSystem[] = [];
  for (const system of SYSTEMS) {
    const tables = [system.link, system.table ?? system.link];
    if (tables.every((table) => hasTable(zip, table))) systems.push(await loadSystem(zip, system));
  }

  return {
    invalid(baseVehicle, attributes) {
      const all = vehicles.get(baseVehicle);
      if (all === undefined) return undefined;
      const [subModel, region] = ['SubModel', 'Region'].map((name) => givenValue(attributes, name));
      const candidates = all.filter(
        (vehicle) =>
          (subModel === undefined || vehicle.subModel === subModel) &&
          (region === undefined || vehicle.region === region),
      );
      if (candidates.length === 0)
        return `${baseVehicle} has no SubModel ${subModel ?? '(any)'} in region ${region ?? '(any)'}.`;
      const asked = systems.flatMap((system) => {
        const wanted = attributes.filter(({ name }) => system.attributes.has(name));
        return wanted.length === 0 ? [] : [{ system, wanted }];
      });
      const fits = (id: number, { system, wanted }: (typeof asked)[number]) => {
        for (const row of system.of(id))
          if (wanted.every(({ name, value }) => row[name] === value)) return true;
        return false;
      };
      if (candidates.some(({ id }) => asked.every((each) => fits(id, each)))) return undefined;
      const missing = asked.find((each) => !candidates.some(({ id }) => fits(id, each)));
      const named = (missing === undefined ? asked.flatMap(({ wanted }) => wanted) : missing.wanted)
        .map(({ name, value }) => `${name} ${value}`)
        .join(', ');
      return `No vehicle of ${baseVehicle} has ${named}${missing === undefined ? ' together' : ''}.`;
    },
  };
}

async function loadSystem(zip: ZipArchive, system: System): Promise<LoadedSystem> {
  const { link, id, table, columns, further } = system;
  const attributes = new Set(Object.keys(columns));
  const rows = new Map<number, Record<string, string>>();
  if (table !== undefined) {
    const others =
      further !== undefined && hasTable(zip, further.table) ? await rowsOf(zip, further) : undefined;
    if (others !== undefined) for (const name of Object.keys(further?.columns ?? {})) attributes.add(name);
    const wanted =
      others === undefined
        ? columns
        : { ...columns, ...(further !== undefined && { [further.id]: further.id }) };
    for (const [key, row] of await rowsOf(zip, { table, id, columns: wanted })) {
      const other = further === undefined ? undefined : others?.get(Number(row[further.id]));
      rows.set(key, other === undefined ? row : { ...row, ...other });
    }
  }
  const links: number[] = [];
  for await (const { values } of tableRows(zip, { table: link, columns: ['VehicleID', id], inOrder: false }))
    links.push(Number(values[0]) * LINK + Number(values[1]));
  const sorted = Float64Array.from(links).sort();
  const [single = ''] = Object.keys(columns);
  return {
    attributes,
    *of(vehicle) {
      for (let at = firstFrom(sorted, vehicle * LINK); at < sorted.length; at += 1) {
        const found = sorted[at] as number;
        if (Math.floor(found / LINK) !== vehicle) return;
        const key = found % LINK;
        const row = table === undefined ? { [single]: String(key) } : rows.get(key);
        if (row !== undefined) yield row;
      }
    },
  };
}

async function rowsOf(
  zip: ZipArchive,
  { table, id, columns }: { table: string; id: string; columns: Readonly<Record<string, string>> },
): Promise<Map<number, Record<string, string>>> {
  const names = Object.keys(columns);
  const rows = new Map<number, Record<string, string>>();
  const wanted = [id, ...Object.values(columns)];
  for await (const { values } of tableRows(zip, { table, columns: wanted, inOrder: false }))
    rows.set(Number(values[0]), Object.fromEntries(names.map((name, at) => [name, values[at + 1] ?? ''])));
  return rows;
}

function firstFrom(sorted: Float64Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function givenValue(attributes: readonly CheckedAttribute[], wanted: string): string | undefined {
  return attributes.find(({ name }) => name === wanted)?.value;
}

function byName(attributes: readonly string[]): Record<string, string> {
  return Object.fromEntries(attributes.map((name) => [name, `${name}ID`]));
}
