import {
  readWorkbookRows,
  UnreadableFile,
  type WorkbookRowLimits,
  type WorkbookRows,
} from '@qipei/interchange/workbook-rows';
import { stepBack } from '@qipei/service-kit/step-back';

export interface WorkbookTask {
  bytes: Uint8Array<ArrayBuffer>;
  sheet: string | undefined;
  limits: WorkbookRowLimits;
}

export type WorkbookAnswer =
  | WorkbookRows
  /** An error loses its code on the way from one thread to another. */
  | { unreadable: { code: string; message: string; details: Record<string, unknown> } };

let isBehind = false;

/** @public to what a thread of workbooks begins with */
export default async function read({ bytes, sheet, limits }: WorkbookTask): Promise<WorkbookAnswer> {
  if (!isBehind) stepBack();
  isBehind = true;
  try {
    return await readWorkbookRows(inPieces(bytes), { sheet, limits });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, message, details } = error;
    return { unreadable: { code, message, details: { ...details } } };
  }
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
