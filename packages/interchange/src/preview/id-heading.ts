import { ACES_ATTRIBUTES } from '../aces/aces-names.ts';
import { headingKey } from '../columns.ts';

/** What a column of ids of Auto Care's tables is in a table of fitments. */
export interface IdHeading {
  field: string;
  /** What makes its ids typed ones. */
  prefix: string;
}

const IDS: ReadonlyMap<string, IdHeading> = new Map([
  ...ACES_ATTRIBUTES.map((tag): [string, IdHeading] => {
    const kind = `${tag[0]?.toLowerCase()}${tag.slice(1)}`;
    return [headingKey(`${tag}ID`), { field: 'attributes', prefix: `vcdb.${kind}:` }];
  }),
  ['basevehicleid', { field: 'baseVehicle', prefix: 'vcdb.baseVehicle:' }],
  ['makeid', { field: 'make', prefix: 'vcdb.make:' }],
  ['modelid', { field: 'model', prefix: 'vcdb.model:' }],
  ['parttypeid', { field: 'partType', prefix: 'pcdb.partTerminology:' }],
  ['partterminologyid', { field: 'partType', prefix: 'pcdb.partTerminology:' }],
  ['positionid', { field: 'position', prefix: 'pcdb.position:' }],
  ['brandaaiaid', { field: 'brand', prefix: 'autocare.brand:' }],
]);

/** The field of a heading such as `EngineBaseID`, where its values are ids and nothing else. */
export function idHeading(heading: string, values: readonly string[]): IdHeading | undefined {
  const found = IDS.get(headingKey(heading));
  const form = found?.field === 'brand' ? /^[A-Z]{4}$/ : /^\d{1,9}$/;
  const given = values.map((value) => value.trim()).filter((value) => value !== '');
  return given.every((value) => form.test(value)) ? found : undefined;
}
