/** How a column's text is read: whole number, words, `t` or `f`, instant without a zone. */
export type ColumnKind = 'integer' | 'text' | 'boolean' | 'date';

export interface DumpColumn {
  name: string;
  kind: ColumnKind;
  nullable: boolean;
}

export interface DumpTable {
  /** NHTSA's name as its documentation writes it; dumps have it in lower case. */
  name: string;
  columns: DumpColumn[];
  /** Declared behind the columns: what the rows are sorted by, whatever order they come in. */
  key: string;
  /** Left out where it has no rows, so that a table that is there says something. */
  ruleOnly: boolean;
}

const KINDS: Record<string, ColumnKind> = { int: 'integer', text: 'text', flag: 'boolean', date: 'date' };

function table(name: string, columns: string, { key = '', ruleOnly = false } = {}): DumpTable {
  return {
    name,
    key,
    ruleOnly,
    columns: columns.split(', ').map((column) => {
      const [label = '', kind = ''] = column.split(' ');
      return { name: label, kind: KINDS[kind.replace('?', '')] as ColumnKind, nullable: kind.endsWith('?') };
    }),
  };
}

/**
 * Every table that decoding takes, with the columns that it takes of each; a dump without one of them is of another
 * version. Names and nullability are those of NHTSA's `vPICList_lite` of 2026-08 and 2026-09 (https://vpic.nhtsa.dot.gov/downloads/),
 * as its `CREATE TABLE` statements are published in the repository blackthorn-interstellar/ultravin
 * (vpic/schema).
 */
export const DUMP_TABLES: readonly DumpTable[] = [
  table(
    'Element',
    'Id int, Name text, Code text?, LookupTable text?, IsPrivate flag?, DataType text?, Decode text?, Weight int?',
  ),
  table(
    'Wmi',
    'Id int, Wmi text, ManufacturerId int?, VehicleTypeId int?, CountryId int?, PublicAvailabilityDate date?, TruckTypeId int?',
  ),
  table('Wmi_Make', 'WmiId int, MakeId int', { key: 'PRIMARY KEY (WmiId, MakeId)' }),
  table('Wmi_VinSchema', 'Id int, WmiId int, VinSchemaId int, YearFrom int, YearTo int?'),
  table('VinSchema', 'Id int, Name text, TobeQCed flag?'),
  table(
    'Pattern',
    'Id int, VinSchemaId int, Keys text, ElementId int, AttributeId text, CreatedOn date?, UpdatedOn date?',
  ),
  table('Manufacturer', 'Id int, Name text'),
  table('Make', 'Id int, Name text'),
  table('Model', 'Id int, Name text'),
  table('Make_Model', 'Id int, MakeId int, ModelId int'),
  table('Country', 'Id int, Name text'),
  table('VehicleType', 'Id int, Name text'),
  table('EngineModel', 'Id int, Name text'),
  table(
    'EngineModelPattern',
    'Id int, EngineModelId int, ElementId int, AttributeId text, CreatedOn date?, UpdatedOn date?',
  ),
  table('Conversion', 'Id int, FromElementId int, ToElementId int, Formula text', { ruleOnly: true }),
  table('DefaultValue', 'Id int, ElementId int, VehicleTypeId int, DefaultValue text?', { ruleOnly: true }),
  table('ErrorCode', 'Id int, Name text, AdditionalErrorText text?, Weight int?', { ruleOnly: true }),
  table('VinDescriptor', 'Id int, Descriptor text, ModelYear int', { ruleOnly: true }),
  table('VinException', 'Id int, Vin text, CheckDigit flag', { ruleOnly: true }),
  table('VehicleSpecSchema', 'Id int, MakeId int, VehicleTypeId int?, TobeQCed flag?', { ruleOnly: true }),
  table('VehicleSpecSchema_Model', 'Id int, VehicleSpecSchemaId int, ModelId int', { ruleOnly: true }),
  table('VehicleSpecSchema_Year', 'Id int, VehicleSpecSchemaId int, Year int', { ruleOnly: true }),
  table('VSpecSchemaPattern', 'Id int, SchemaId int', { ruleOnly: true }),
  table(
    'VehicleSpecPattern',
    'Id int, VSpecSchemaPatternId int, IsKey flag, ElementId int, AttributeId text, CreatedOn date?, UpdatedOn date?',
    { ruleOnly: true },
  ),
  // Nine million rows: without the id, and sorted as they are wanted, they need no index.
  table('WMIYearValidChars', 'Wmi text, Year int, Position int?, Char text?', {
    key: 'PRIMARY KEY (Wmi, Year, Position, Char)',
    ruleOnly: true,
  }),
];

/** Looked up by the elements' values; what else an element names (views of other tables) the dump doesn't carry. */
export const LOOKUP_TABLES: readonly string[] = [
  ...[
    'ABS',
    'AdaptiveCruiseControl',
    'AdaptiveDrivingBeam',
    'AirBagLocations',
    'AirBagLocFront',
    'AirBagLocKnee',
  ],
  ...[
    'AutoBrake',
    'AutomaticPedestrainAlertingSound',
    'AutoReverseSystem',
    'AxleConfiguration',
    'BatteryType',
  ],
  ...['BedType', 'BlindSpotIntervention', 'BlindSpotMonitoring', 'BodyCab', 'BodyStyle', 'BrakeSystem'],
  ...['BusFloorConfigType', 'BusType', 'CAN_AACN', 'ChargerLevel', 'CombinedBrakingSystem', 'CoolingType'],
  ...[
    'CustomMotorcycleType',
    'DaytimeRunningLight',
    'DestinationMarket',
    'DriveType',
    'DynamicBrakeSupport',
    'ECS',
  ],
  ...['EDR', 'ElectrificationLevel', 'EngineConfiguration', 'EntertainmentSystem', 'EVDriveUnit'],
  ...['ForwardCollisionWarning', 'FuelDeliveryType', 'FuelTankMaterial', 'FuelTankType', 'FuelType'],
  ...['GrossVehicleWeightRating', 'KeylessIgnition', 'LaneCenteringAssistance', 'LaneDepartureWarning'],
  ...['LaneKeepSystem', 'LowerBeamHeadlampLightSource', 'MotorcycleChassisType', 'MotorcycleSuspensionType'],
  ...['NonLandUse', 'ParkAssist', 'PedestrianAutomaticEmergencyBraking', 'Pretensioner'],
  ...['RearAutomaticEmergencyBraking', 'RearCrossTrafficAlert', 'RearVisibilityCamera', 'SeatBeltsAll'],
  ...[
    'SemiautomaticHeadlampBeamSwitching',
    'Steering',
    'TPMS',
    'TractionControl',
    'TrailerBodyType',
    'TrailerType',
  ],
  ...['Transmission', 'Turbo', 'ValvetrainDesign', 'WheelBaseType', 'WheelieMitigation'],
];
