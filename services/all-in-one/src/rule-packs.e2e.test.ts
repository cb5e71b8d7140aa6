import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

const VIN = 'LGWEF6A52RH945099';

/** Made up: what the letters of this maker mean is not claimed here. */
const pack = (id: string, over: object = {}) => ({
  format: 'qipei-rule-pack/1',
  id,
  title: '试验',
  source: 'a made-up catalogue',
  confidence: 0.8,
  rules: [{ wmi: 'LGW', key: 'EF*', values: { make: 'Haval', model: 'H6', modelZh: '哈弗H6' } }],
  ...over,
});

async function modelOf(client: DemoPlatform['distributor']) {
  const { body } = await client.get(`/v1/vins/${VIN}`);
  return body.attributes.model as { value: string; source: string } | undefined;
}

describe('a rule pack', () => {
  it('is put, used by its owner’s decodes, given back, replaced and deleted', async () => {
    const { distributor, otherTenant } = platform;
    expect(await modelOf(distributor)).toBeUndefined();
    const put = await distributor.put('/v1/rule-packs/mine', pack('mine'));
    expect(put.status).toBe(201);
    expect(put.body.rulePack).toMatchObject({ name: 'mine', title: '试验', priority: 0, ruleCount: 1 });
    expect(await modelOf(distributor)).toMatchObject({
      value: 'H6',
      source: 'rule pack mine rule 1: a made-up catalogue',
    });
    expect(await modelOf(otherTenant)).toBeUndefined();
    expect((await distributor.get('/v1/rule-packs')).body.rulePacks).toEqual([put.body.rulePack]);
    expect((await otherTenant.get('/v1/rule-packs')).body).toEqual({ rulePacks: [] });
    expect((await distributor.get('/v1/rule-packs/mine')).body).toEqual(pack('mine'));

    const edition = pack('mine', { source: 'another edition' });
    const replaced = await distributor.put('/v1/rule-packs/mine', edition);
    expect(replaced.status).toBe(200);
    expect(replaced.body.rulePack.digest).not.toBe(put.body.rulePack.digest);
    expect((await modelOf(distributor))?.source).toBe('rule pack mine rule 1: another edition');

    expect((await otherTenant.delete('/v1/rule-packs/mine')).status).toBe(404);
    const { status, body } = await distributor.delete('/v1/rule-packs/mine');
    expect([status, body]).toEqual([200, { deleted: 'mine' }]);
    expect((await distributor.delete('/v1/rule-packs/mine')).status).toBe(404);
    expect((await distributor.get('/v1/rule-packs/mine')).status).toBe(404);
    expect(await modelOf(distributor)).toBeUndefined();
  });

  it('is refused whole, by the place of each fault', async () => {
    const { distributor } = platform;
    const broken = pack('broken', {
      rules: [
        { wmi: 'LGW', key: '(a+)+$', values: { model: 'H6' } },
        { wmi: 'LGW', key: 'EF*', values: { colour: 'red' } },
      ],
    });
    const { status, body } = await distributor.put('/v1/rule-packs/broken', broken);
    expect([status, body.code]).toEqual([400, 'rule-pack-invalid']);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'rules[0].key',
      'rules[1].values.colour',
    ]);
    const named = await distributor.put('/v1/rule-packs/other', pack('mine'));
    expect([named.status, named.body.code]).toEqual([400, 'rule-pack-name']);
    for (const body of [null, [], 'x', 1, {}, { ...pack('mine'), rules: [] }])
      expect((await distributor.put('/v1/rule-packs/mine', body)).status).toBe(400);
    const hostile = JSON.parse(`{"__proto__":{"admin":1},${JSON.stringify(pack('mine')).slice(1)}`);
    expect((await distributor.put('/v1/rule-packs/mine', hostile)).status).toBe(400);
    expect((await distributor.get('/v1/rule-packs')).body.rulePacks).toEqual([]);
  });

  it('is refused where it is too large, or there are too many', async () => {
    const { distributor } = platform;
    const large = await distributor.put(
      '/v1/rule-packs/mine',
      pack('mine', { title: 'x'.repeat(3_500_000) }),
    );
    expect(large.status).toBe(413);
    for (let index = 0; index < 20; index++)
      expect((await distributor.put(`/v1/rule-packs/n${index}`, pack(`n${index}`))).status).toBe(201);
    const more = await distributor.put('/v1/rule-packs/n20', pack('n20'));
    expect([more.status, more.body.code]).toEqual([409, 'rule-packs-too-many-packs']);
    expect((await distributor.put('/v1/rule-packs/n3', pack('n3'))).status).toBe(200);
    for (let index = 0; index < 20; index++) await distributor.delete(`/v1/rule-packs/n${index}`);
  });

  it('needs a key that may import', async () => {
    const { shop } = platform;
    expect((await shop.put('/v1/rule-packs/mine', pack('mine'))).status).toBe(403);
    expect((await shop.delete('/v1/rule-packs/mine')).status).toBe(403);
  });
});
