import type { CleanVin } from './clean-vin.ts';
import type { VinDecode, VinNoteCode } from './vin-decode.ts';

/** Says what was done to the input beyond its spelling. */
export function noteCleaning(decode: VinDecode, { cut, lookAlikes, aside, several }: CleanVin): void {
  const note = (code: VinNoteCode, message: string): void => {
    decode.notes.push({ code, message });
  };
  if (several.length > 0) {
    decode.severalVins = several;
    decode.notes = decode.notes.filter(({ code }) => code !== 'empty');
    note(
      'several-vins',
      `The input holds ${several.length} VINs, give one at a time: ${several.join(', ')}.`,
    );
  }
  if (aside) note('text-around', 'The VIN stands among other words; only the VIN was decoded.');
  if (lookAlikes) {
    note(
      'look-alike-letters',
      'Cyrillic or Greek letters were taken for the Latin ones that they look like.',
    );
  }
  if (cut) note('input-cut', 'The input is too long for a VIN; only its beginning was looked at.');
}
