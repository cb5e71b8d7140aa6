import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/api.ts';
import { AS_IT_IS } from '../../api/as-it-is.ts';
import type { ImportKind } from './import-kinds.ts';

/** So much of text tells enough; the platform reads no more. */
const HEAD_BYTES = 4 * 1024 * 1024;
/** A zip, and so a workbook, is looked at whole or not at all. */
const MAX_ZIP_BYTES = 16 * 1024 * 1024;

/** Changes come in runs; the file goes to the platform for the last of them. */
const SETTLED_MS = 300;

export interface PreviewRequest {
  /** Of this page's choice: each time a file is chosen it is another. */
  fileId: number;
  file: File | undefined;
  /** Found by looking unless given. */
  kind: ImportKind | undefined;
  /** As JSON; empty: as the headings, or a profile made for them, say. */
  mapping: string;
  /** Name of a profile to read by; empty for none. */
  profile: string;
}

export function previewQuery({ fileId, file, kind, mapping, profile }: PreviewRequest) {
  return queryOptions({
    queryKey: ['imports', 'preview', fileId, kind, mapping, profile],
    enabled: file !== undefined,
    queryFn: async ({ signal }) => {
      if (mapping !== '') await settled(signal);
      return await dataOf(
        api.POST('/v1/imports/preview', {
          params: {
            query: {
              kind: kind ?? 'auto',
              format: 'auto',
              ...(mapping === '' ? {} : { mapping }),
              ...(profile === '' ? {} : { profile }),
            },
          },
          headers: { 'Content-Type': 'application/octet-stream' },
          body: (await headOf(file)) as unknown as string,
          ...AS_IT_IS,
          signal,
        }),
      );
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Files are let go of soon.
    gcTime: 30_000,
  });
}

async function headOf(file: File | undefined): Promise<Blob> {
  if (file === undefined) return new Blob([]);
  const isZip = (await file.slice(0, 2).text()) === 'PK';
  // One byte more than is taken is refused with a reason.
  return file.slice(0, isZip ? MAX_ZIP_BYTES + 1 : HEAD_BYTES);
}

/** @throws the signal's reason where another change has come meanwhile */
function settled(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, SETTLED_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
