import { chinaWmi, isChinese } from './data/china-wmi.ts';
import { countryOfVin } from './data/iso-3780.ts';
import { knownMaker } from './data/known-maker.ts';
import { at } from './table-format.ts';
import { VEHICLE_TYPES } from './vehicle-type.ts';
import type { VinDecode } from './vin-decode.ts';
import type { VinTable } from './vin-table.ts';

/** What the WMI alone tells: maker, country, type of vehicle. `wmi` is its row in vPIC's table, -1 for none. */
export function readMaker(table: VinTable, decode: VinDecode, wmi: number): void {
  const { attributes } = decode;
  const give = (name: string, value: string, source: string): void => {
    if (value !== '') attributes[name] = { value, source };
  };
  if (wmi >= 0) {
    const { sections } = table;
    const source = `wmi ${decode.wmi}`;
    give('manufacturerName', table.text(at(sections.wmiManufacturers, wmi)), source);
    give('countryName', table.text(at(sections.wmiCountries, wmi)), source);
    give('vehicleType', VEHICLE_TYPES[at(sections.wmiVehicleTypes, wmi)] ?? '', source);
  }
  const maker = knownMaker(decode.wmi);
  if (maker !== undefined) {
    const source = `wmi ${decode.wmi} in ${maker.sources.join(', ')}`;
    if (wmi < 0 || chinaWmi(decode.wmi) !== undefined) give('manufacturerName', maker.manufacturer, source);
    give('manufacturerNameZh', maker.manufacturerZh, `wmi ${decode.wmi}, by the company's own name`);
  }
  readCountry(decode);
  if (wmi < 0 && maker === undefined) {
    const country = attributes.countryName === undefined ? '' : ` of ${attributes.countryName.value}`;
    const message = `Nobody is known to build vehicles under the WMI ${decode.wmi}${country}.`;
    decode.notes.push({ code: 'unknown-wmi', message });
  }
}

/** vPIC gives the country of who filed the WMI, which is often an importer to the USA: ISO 3780 counts then. */
function readCountry({ vin, attributes }: VinDecode): void {
  const filed = attributes.countryName?.value;
  const country = countryOfVin(vin);
  if (isChinese(vin) && filed !== 'TAIWAN') {
    attributes.countryName = { value: 'CHINA', source: 'rule: ISO 3780 gives China the letters L and H' };
  } else if (country !== undefined && (filed === undefined || filed === 'UNITED STATES (USA)')) {
    const source = `rule: ISO 3780 gives ${vin.slice(0, 2)} to ${country.country}`;
    attributes.countryName = { value: country.name, source };
  }
}
