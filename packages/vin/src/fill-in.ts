import type { VinPass } from './complete-pass.ts';
import { chinaWmi } from './data/china-wmi.ts';
import { fillMake } from './fill-make.ts';
import { writeAttributes } from './pass-attributes.ts';
import { at } from './table-format.ts';
import type { VinDecode } from './vin-decode.ts';
import type { VinTable } from './vin-table.ts';

/** What the patterns say and what follows from it: the values of the pass, model and make. */
export function fillIn(table: VinTable, decode: VinDecode, pass: VinPass | undefined, wmi: number): void {
  const matched = pass !== undefined && pass.values.matched > 0;
  const { attributes } = decode;
  if (pass !== undefined) writeAttributes(table, decode.wmi, pass, attributes);
  const model = matched ? pass.model : -1;
  // What vPIC knows under the WMI of a Chinese maker is what was sold in the USA.
  if (model < 0 && chinaWmi(decode.wmi) !== undefined) delete attributes.vehicleType;
  if (model >= 0) decode.modelId = `md${at(table.sections.modelIds, model)}`;
  else if (matched) {
    decode.notes.push({ code: 'model-unknown', message: 'The patterns that match name no model.' });
  }
  fillMake(table, decode, model, wmi);
}
