import { repeatedMember } from '@qipei/kernel';
import { isVinHeading } from './vin-heading.ts';

/** How the lines of a file name a VIN. */
export type LineFormat =
  /** `"VIN"`, or an object with the VIN in `member`; further members than `ref` are refused where it is strict. */
  | { kind: 'ndjson'; member: string; strict: boolean }
  /** The whole line is the VIN. */
  | { kind: 'text' }
  /** The VIN is one of the columns, from 0; the first line may be the columns' names. */
  | { kind: 'csv'; column: number; delimiter: string; heading: boolean };

/** Why a line names no VIN; stable. */
export type LineFault =
  | 'line-too-long'
  | 'encoding-invalid'
  | 'json-invalid'
  | 'member-repeated'
  | 'unknown-member'
  | 'vin-missing'
  | 'type-invalid';

export type LineRead =
  | { vin: string; ref: string | number | undefined }
  | { fault: LineFault; message: string }
  /** Blank, or the heading. */
  | undefined;

/** The VIN that a line names, in whatever form it stands there. `line` is its number, from 1. */
export function readLine(text: string, line: number, format: LineFormat): LineRead {
  const content = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (content.trim() === '') return undefined;
  if (format.kind === 'ndjson') return readJson(content, format);
  if (format.kind === 'csv' && format.heading && line === 1) return undefined;
  const vin = format.kind === 'text' ? content : cellOf(content, format);
  if (line === 1 && isVinHeading(vin)) return undefined;
  return vin.trim() === ''
    ? { fault: 'vin-missing', message: 'The line has no VIN.' }
    : { vin, ref: undefined };
}

function readJson(content: string, { member, strict }: LineFormat & { kind: 'ndjson' }): LineRead {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { fault: 'json-invalid', message: 'The line is not valid JSON.' };
  }
  if (typeof value === 'string') return { vin: value, ref: undefined };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { fault: 'type-invalid', message: `A line is a string, or an object with '${member}'.` };
  const repeated = repeatedMember(content, value);
  if (repeated !== undefined)
    return { fault: 'member-repeated', message: `The line has the member '${short(repeated)}' twice.` };
  const { [member]: vin, ref, ...others } = value as Record<string, unknown>;
  const [unknown] = strict ? Object.keys(others) : [];
  if (unknown !== undefined)
    return { fault: 'unknown-member', message: `The member '${short(unknown)}' is not known here.` };
  if (vin === undefined || vin === null)
    return { fault: 'vin-missing', message: `The line has no '${member}'.` };
  if (typeof vin !== 'string') return { fault: 'type-invalid', message: `'${member}' is no text.` };
  if (ref === undefined || ref === null) return { vin, ref: undefined };
  if (typeof ref === 'string' || typeof ref === 'number') return { vin, ref };
  return strict
    ? { fault: 'type-invalid', message: "'ref' is neither text nor a number." }
    : { vin, ref: undefined };
}

const short = (name: string): string => name.slice(0, 100);

/** A cell of a line; quotes as RFC 4180 has them, within the line. */
function cellOf(content: string, { column, delimiter }: LineFormat & { kind: 'csv' }): string {
  if (!content.includes('"')) return content.split(delimiter, column + 1)[column] ?? '';
  return splitCells(content, delimiter)[column] ?? '';
}

export function splitCells(content: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < content.length; at += 1) {
    const character = content[at];
    if (character === '"') {
      if (quoted && content[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = !quoted;
    } else if (character === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  cells.push(cell);
  return cells;
}
