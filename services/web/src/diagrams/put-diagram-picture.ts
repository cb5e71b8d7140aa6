import { dataOf } from '@qipei/api-client';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';

/** Into the version given: refused where somebody has changed the drawing since. */
export function putDiagramPicture(
  diagramId: string,
  version: number,
  file: File,
): Promise<Answers['diagram']> {
  return dataOf(
    api.PUT('/v1/diagrams/{diagramId}/image', {
      params: { path: { diagramId }, query: { version } },
      // The document calls bytes a string.
      body: file as never,
      bodySerializer: (body: unknown) => body as File,
      headers: { 'Content-Type': file.type === '' ? 'image/png' : file.type },
    }),
  );
}
