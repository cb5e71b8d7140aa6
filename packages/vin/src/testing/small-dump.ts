import { type DumpRows, vpicDumpText } from './vpic-dump-text.ts';

const MADE = '2015-03-04 10:05:33.893';

/**
 * A world of one maker in NHTSA's form. `edition` is the trim and the series of every car, so that an answer tells by
 * which table it was given, twice; `models` are those that it knows, of Accord and Civic; `accord` is what it calls the first.
 */
export function smallDumpRows(
  edition: string,
  models: readonly ('Accord' | 'Civic')[] = ['Accord'],
  accord = 'Accord',
): DumpRows {
  const known = [
    { id: 1861, name: 'Accord', key: 'CM826' },
    { id: 1863, name: 'Civic', key: 'EM225' },
  ].filter(({ name }) => models.some((model) => model === name));
  return {
    Element: [
      [5, 'Body Class', 'BodyClass', 'BodyStyle', false, 'lookup', 'Yes', 20],
      [13, 'Displacement (L)', 'DisplacementL', null, false, 'decimal', 'Yes', 10],
      [24, 'Fuel Type - Primary', 'FuelTypePrimary', 'FuelType', false, 'lookup', 'Yes', 10],
      [26, 'Make', 'Make', 'Make', false, 'lookup', 'Yes', 100],
      [27, 'Manufacturer Name', 'Manufacturer', 'Manufacturer', false, 'lookup', 'Yes', 0],
      [28, 'Model', 'Model', 'Model', false, 'lookup', 'Yes', 100],
      [29, 'Model Year', 'ModelYear', null, false, 'int', 'Yes', 0],
      [34, 'Series', 'Series', null, false, 'string', 'Yes', 5],
      [38, 'Trim', 'Trim', null, false, 'string', 'Yes', 5],
      [39, 'Vehicle Type', 'VehicleType', 'VehicleType', false, 'lookup', 'Yes', 0],
    ],
    BodyStyle: [[13, 'Sedan/Saloon']],
    FuelType: [[4, 'Gasoline']],
    VehicleType: [[2, 'PASSENGER CAR']],
    Country: [[6, 'UNITED STATES (USA)']],
    Manufacturer: [[988, 'AMERICAN HONDA MOTOR CO., INC.']],
    Make: [[474, 'HONDA']],
    Model: known.map(({ id, name }) => [id, name === 'Accord' ? accord : name]),
    Make_Model: known.map(({ id }) => [id, 474, id]),
    Wmi: [[1, '1HG', 988, 2, 6, '2015-01-01 00:00:00', null]],
    Wmi_Make: [[1, 474]],
    Wmi_VinSchema: [[1, 1, 100, 2003, 2007]],
    VinSchema: [[100, 'Honda cars of 2003 to 2007', false]],
    Pattern: known.flatMap(({ id, key }, at) =>
      [
        [28, String(id)],
        [5, '13'],
        [13, '2.4'],
        [24, '4'],
        [34, edition],
        [38, edition],
      ].map(([element = 0, value = ''], index) => [
        at * 10 + index + 1,
        100,
        key,
        element,
        value,
        MADE,
        null,
      ]),
    ),
  };
}

export function smallDump(
  edition: string,
  models?: readonly ('Accord' | 'Civic')[],
  accord?: string,
): string {
  return vpicDumpText(smallDumpRows(edition, models, accord));
}
