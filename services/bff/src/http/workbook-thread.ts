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
  /** Shared: the thread that takes it sets its one number to 1, and tells. */
  taken: Int32Array<SharedArrayBuffer>;
}

export type WorkbookAnswer =
  | WorkbookRows
  /** An error loses its code on the way from one thread to another. */
  | { unreadable: { code: string; message: string; details: Record<string, unknown> } };

let isBehind = false;

/** @public to what a thread of workbooks begins with */
export default async function read({ bytes, sheet, limits, taken }: WorkbookTask): Promise<WorkbookAnswer> {
  Atomics.store(taken, 0, 1);
  Atomics.notify(taken, 0);
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
