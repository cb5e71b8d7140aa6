import { stripVTControlCharacters } from 'node:util';

const CONTROLS = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** One line for a terminal: text of a file or of the platform never moves the cursor, hides or reorders what is there. */
export function shown(text: string, most = 300): string {
  const plain = stripVTControlCharacters(text.slice(0, most * 4)).replaceAll(CONTROLS, ' ');
  const letters = [...plain];
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : plain.toWellFormed();
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** `12.3 MB`, in powers of 1000. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < UNITS.length - 1; unit += 1) value /= 1_000;
  return `${unit === 0 ? value : value.toFixed(value < 99.5 ? 1 : 0)} ${UNITS[unit]}`;
}

/** `3 h 05 min`, `4 min 09 s`, `12 s`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  if (minutes > 0) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${whole} s`;
}

/** `1,234,567` wherever the command runs. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}
