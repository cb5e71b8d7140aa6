import { CatalogServiceService, Part } from '@qipei/contracts/catalog/v1/catalog';
import { PictureServiceService } from '@qipei/contracts/catalog/v1/picture';
import { DomainError } from '@qipei/kernel';
import { expect, it } from 'vitest';
import { oneMethod, READER_KEY, startBench } from '../peer-server.fixture.ts';

const partId = 'part_00000000000000000000000000';
const part = Part.fromPartial({
  partId,
  publisher: 'acme',
  brand: 'ATE',
  partNumber: '24.0110',
  visibility: 1,
});

/** What is answered of the part, where the pictures are asked for in this way. */
async function answered(listPartPictures: (signal: AbortSignal | undefined) => Promise<never>) {
  await using bench = await startBench({
    services: [
      oneMethod(CatalogServiceService, { getPart: async () => ({ part }) }),
      oneMethod(PictureServiceService, { listPartPictures: (_, { signal }) => listPartPictures(signal) }),
    ],
  });
  const answer = await fetch(`${bench.url}/v1/parts/${partId}`, {
    headers: { authorization: `Bearer ${READER_KEY}` },
  });
  // biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not trusted
  return { status: answer.status, body: (await answer.json()) as any };
}

it('answers a part without its images, and says so, where they can’t be had or take too long', async () => {
  const failing = async () => {
    throw new DomainError({ kind: 'unavailable', code: 'storage-unavailable', message: 'later' });
  };
  const hanging = (signal: AbortSignal | undefined) =>
    new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(new Error('gone'))));
  for (const how of [failing, hanging]) {
    const { status, body } = await answered(how);
    expect(status).toBe(200);
    expect(body).toMatchObject({ partNumber: '24.0110', media: [], notes: [{ code: 'images-unknown' }] });
  }
});
