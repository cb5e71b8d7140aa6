import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventToSend, TOPICS, toRecord } from '@qipei/contracts';
import { Part, Visibility } from '@qipei/contracts/catalog/v1/catalog';
import { PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import { Grant } from '@qipei/contracts/catalog/v1/grant';
import { GrantRevoked, GrantSaved } from '@qipei/contracts/catalog/v1/grant_events';
import { PartFitmentsSaved } from '@qipei/contracts/fitment/v1/fitment_events';
import type { SharedFields } from '@qipei/search-engine';
import { openSqliteSearchEngine } from '@qipei/search-engine/sqlite';
import { expect, test } from 'vitest';
import { PART_INDEX } from '../../application/part-index.ts';
import { searchAsGranted } from '../../application/search-as-granted.ts';
import { type HeldGrant, readersAt } from '../../domain/held-grants.ts';
import { heldGrantOf } from './held-grant.ts';
import { patchOf } from './part-patches.ts';

function recordOf(type: string, payload: Uint8Array, service = 'catalog') {
  const event: EventToSend = {
    ...{ id: 'e', type: `qipei.${service}.v1.${type}`, tenant: 'acme', aggregateId: 'a' },
    ...{ occurredAt: new Date(0), traceparent: '', payload },
  };
  return { ...toRecord(event), topic: TOPICS.catalogPart, offset: 1, timestamp: new Date(0), attempt: 1 };
}

const saved = (part: Partial<Part>) =>
  recordOf(
    'PartSaved',
    PartSaved.encode({
      part: Part.fromPartial({
        ...{ partId: 'p', publisher: 'acme', visibility: Visibility.PRIVATE, version: 1 },
        ...{ brandId: 'brand_BOSCH', brand: 'Bosch', partNumber: '1', partTypeId: 'oil-filter', ...part },
      }),
    }).finish(),
  );

const grant = (rest: Partial<Grant>) =>
  Grant.fromPartial({ grantId: 'g', publisher: 'acme', subscriber: 'bolt', version: 1, ...rest });

test('parts are found by their publisher and by those that a grant names, also where they have no part type', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-part-patches-'));
  const engine = await openSqliteSearchEngine({ file: join(folder, 'index.sqlite'), schema: PART_INDEX });
  const parts: Partial<Part>[] = [
    { partId: 'open', visibility: Visibility.PUBLIC },
    { partId: 'bosch', partTypeId: '' },
    { partId: 'mann', brandId: 'brand_曼牌', brand: '曼牌' },
    { partId: 'others', publisher: 'core' },
  ];
  await engine.apply(parts.flatMap((part) => patchOf(saved(part))?.patch ?? []));
  const held: HeldGrant[] = [];
  const asGranted = searchAsGranted(engine, { readersFor: async () => readersAt(held, new Date()).readers });
  const found = async () =>
    (await asGranted.search({ tenant: 'bolt', offset: 0, limit: 9 })).hits.map(({ id }) => id).sort();
  const brands = [{ brandId: 'brand_BOSCH', name: 'bosch' }];
  expect(await found()).toEqual(['open']);
  held[0] = heldGrantOf(
    recordOf('GrantSaved', GrantSaved.encode({ grant: grant({ brands }) }).finish()),
  ) as HeldGrant;
  expect(await found()).toEqual(['bosch', 'open']);
  held[0] = heldGrantOf(
    recordOf('GrantSaved', GrantSaved.encode({ grant: grant({ allBrands: true }) }).finish()),
  ) as HeldGrant;
  expect(await found()).toEqual(['bosch', 'mann', 'open']);
  const revoked = grant({ allBrands: true, revokedAt: new Date(), version: 2 });
  held[0] = heldGrantOf(
    recordOf('GrantRevoked', GrantRevoked.encode({ grant: revoked }).finish()),
  ) as HeldGrant;
  expect(await found()).toEqual(['open']);
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test.each([
  [['front-left'], ['front-left', 'front', 'left']],
  [
    ['Front Left', '左前'],
    ['front-left', 'front', 'left'],
  ],
  [
    ['front; rear', '后轮'],
    ['front', 'rear'],
  ],
  // Ids of tables that aren't ours, and whatever else a file says.
  [['pcdb.position:22', '', 'x'.repeat(10_000), '<b>front</b>;roof-rack', '__proto__'], []],
])('the places of applications are read as files write them: %j', (positions, places) => {
  const saved = PartFitmentsSaved.fromPartial({
    ...{ partId: 'p', version: 1, vehicleIds: ['v'], positions },
  });
  const { patch } =
    patchOf(recordOf('PartFitmentsSaved', PartFitmentsSaved.encode(saved).finish(), 'fitment')) ?? {};
  expect(patch?.fields).toEqual({ links: { vehicle: ['v'] }, keywords: { position: places } });
});

test('a part is linked with vehicles and model years, and with the models and the model years of which it fits some', () => {
  const saved = PartFitmentsSaved.fromPartial({
    ...{
      partId: 'p',
      version: 1,
      vehicleIds: ['v1861-2018-wmq420', 'v1861-2018-abcdef', 'vt0123456789abcdef-2018'],
    },
    modelYears: [{ modelId: 'md1861', years: [2016, 2017] }],
  });
  const { patch } =
    patchOf(recordOf('PartFitmentsSaved', PartFitmentsSaved.encode(saved).finish(), 'fitment')) ?? {};
  const links = (patch?.fields as SharedFields | undefined)?.links;
  expect(links?.vehicle?.toSorted()).toEqual([
    ...['bv1861-2016', 'bv1861-2017', 'md1861', 'some-bv1861-2018'],
    ...['v1861-2018-abcdef', 'v1861-2018-wmq420', 'vt0123456789abcdef-2018'],
  ]);
});

test('where no vehicle is left, no place is either', () => {
  const saved = PartFitmentsSaved.fromPartial({ partId: 'p', version: 2, positions: ['front'] });
  const change = patchOf(recordOf('PartFitmentsSaved', PartFitmentsSaved.encode(saved).finish(), 'fitment'));
  expect(change?.patch.fields).toBeNull();
});
