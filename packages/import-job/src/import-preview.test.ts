import { ImportFormat, type PreviewImportRequest } from '@qipei/contracts/imports/v1/imports';
import { expect, test } from 'vitest';
import { previewImport } from './import-preview.ts';
import type { MappingProfiles } from './mapping-profiles.ts';

const offer = { kinds: ['items'], columns: { items: [{ name: 'part', type: 'text' }] } } as const;
const profiles = { byFingerprint: async () => undefined } as unknown as MappingProfiles;

/** A preview whose file comes when it is told to. */
function begun(tenant: string) {
  const sent = Promise.withResolvers<void>();
  async function* messages(): AsyncGenerator<PreviewImportRequest> {
    const value = { kind: 'items', format: ImportFormat.CSV, mapping: '', profile: '' };
    yield { part: { $case: 'start', value } };
    await sent.promise;
    yield { part: { $case: 'chunk', value: Buffer.from('part\nP1\n') } };
    yield { part: { $case: 'finish', value: { whole: true } } };
  }
  const ended = previewImport(messages(), { tenant, offer, profiles });
  return { send: sent.resolve, ended };
}

const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'previews-busy', message: expect.stringMatching(message) });

test('one tenant leaves room for others, and all together are bounded', async () => {
  const [a1, a2] = [begun('a'), begun('a')];
  await expect(begun('a').ended).rejects.toEqual(refused(/^Previews of yours/));
  const [b1, c1] = [begun('b'), begun('c')];
  await expect(begun('d').ended).rejects.toEqual(refused(/^Other previews/));
  a1.send();
  expect((await a1.ended).rows).toHaveLength(1);
  const d1 = begun('d');
  for (const each of [a2, b1, c1, d1]) each.send();
  await Promise.all([a2, b1, c1, d1].map(({ ended }) => ended));
});

test('a preview that fails gives its place back', async () => {
  for (let times = 0; times < 10; times += 1) {
    async function* cut(): AsyncGenerator<PreviewImportRequest> {
      const value = { kind: 'items', format: ImportFormat.CSV, mapping: '', profile: '' };
      yield { part: { $case: 'start', value } };
    }
    await expect(previewImport(cut(), { tenant: 'a', offer, profiles })).rejects.toMatchObject({
      code: 'import-incomplete',
    });
  }
});
