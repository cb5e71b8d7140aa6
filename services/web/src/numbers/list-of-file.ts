import { ApiProblem, dataOf } from '@qipei/api-client';
import { api } from '../api/api.ts';
import { AS_IT_IS } from '../api/as-it-is.ts';
import { tableText } from './table-text.ts';
import { MOST_TEXT_BYTES, textOfFile } from './text-of-file.ts';
import { kindOfFile } from './workbook-kind.ts';

/** What the platform reads of a workbook. */
const MOST_BYTES = 4 * 1024 ** 2;

export interface ListFile {
  text: string;
  /** Of a workbook: the sheet that was read, and all that can be seen. */
  sheets?: { read: string; all: readonly string[] };
  /** There was more in it. */
  isCut: boolean;
}

/** Why the platform doesn't read a workbook, by the code of its problem. */
const FAULTS = {
  'not-a-workbook': 'unreadable',
  'workbook-kind-unread': 'other-kind',
  'zip-encrypted': 'password',
  'zip-damaged': 'damaged',
  'zip-unsafe': 'damaged',
  'xml-malformed': 'damaged',
  'zip-bomb': 'too-much',
  'unpacked-too-large': 'too-much',
  'workbook-too-costly': 'too-much',
  'sheet-missing': 'sheet-missing',
  'empty-file': 'empty',
} as const;

export type ListFault = (typeof FAULTS)[keyof typeof FAULTS] | 'too-large' | 'sign-in';

/**
 * A list of numbers as text: of a text or CSV file here, of a workbook by the platform, cells with tabs between; of the first sheet with
 * data unless one is named.
 * @throws ApiProblem where the platform can't be asked
 */
export async function listOfFile(
  file: Blob,
  { isGuest, sheet: wanted }: { isGuest: boolean; sheet?: string | undefined },
): Promise<ListFile | ListFault> {
  const kind = await kindOfFile(file);
  if (kind === 'password' || kind === 'other-kind') return kind;
  const text = kind === 'workbook' ? undefined : await textOfFile(file);
  if (text !== undefined) return { text, isCut: file.size > MOST_TEXT_BYTES };
  if (kind !== 'workbook') return 'unreadable';
  if (file.size > MOST_BYTES) return 'too-large';
  if (isGuest) return 'sign-in';
  try {
    const { rows, sheet, sheets, truncated } = await dataOf(
      api.POST('/v1/numbers/rows', {
        params: { query: wanted === undefined ? {} : { sheet: wanted } },
        headers: { 'Content-Type': 'application/octet-stream' },
        body: file as unknown as string,
        ...AS_IT_IS,
      }),
    );
    return { text: tableText(rows), isCut: truncated, sheets: { read: sheet, all: sheets } };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 400) return faultOf(error.code);
    throw error;
  }
}

function faultOf(code: string): ListFault {
  return Object.hasOwn(FAULTS, code) ? FAULTS[code as keyof typeof FAULTS] : 'unreadable';
}
