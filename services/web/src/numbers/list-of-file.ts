import { ApiProblem, dataOf } from '@qipei/api-client';
import { api } from '../api/api.ts';
import { AS_IT_IS } from '../api/as-it-is.ts';
import { tableText } from './table-text.ts';
import { MOST_TEXT_BYTES, textOfFile } from './text-of-file.ts';

/** What the platform reads of a workbook. */
const MOST_BYTES = 4 * 1024 ** 2;

export interface ListFile {
  text: string;
  /** Of a workbook with several: the one that was read, and how many there are. */
  sheet?: { name: string; of: number };
  /** There was more in it. */
  isCut: boolean;
}

export type ListFault = 'unreadable' | 'too-large' | 'sign-in';

/**
 * A list of numbers as text: of a text or CSV file here, of a workbook by the platform, cells with tabs between.
 * @throws ApiProblem where the platform can't be asked
 */
export async function listOfFile(
  file: Blob,
  { isGuest }: { isGuest: boolean },
): Promise<ListFile | ListFault> {
  const text = await textOfFile(file);
  if (text !== undefined) return { text, isCut: file.size > MOST_TEXT_BYTES };
  // A zip, as every newer workbook is.
  if ((await file.slice(0, 2).text()) !== 'PK') return 'unreadable';
  if (file.size > MOST_BYTES) return 'too-large';
  if (isGuest) return 'sign-in';
  try {
    const { rows, sheet, sheets, truncated } = await dataOf(
      api.POST('/v1/numbers/rows', {
        params: { query: {} },
        headers: { 'Content-Type': 'application/octet-stream' },
        body: file as unknown as string,
        ...AS_IT_IS,
      }),
    );
    const more = sheets.length > 1 ? { sheet: { name: sheet, of: sheets.length } } : {};
    return { text: tableText(rows), isCut: truncated, ...more };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 400) return 'unreadable';
    throw error;
  }
}
