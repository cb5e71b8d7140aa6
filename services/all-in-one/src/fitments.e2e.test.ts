import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

/** Of NHTSA's own example, a Honda Accord coupe of 2003 with six cylinders. */
const ACCORD = '1HGCM82633A004352';
const ACCORD_ID = 'v1861-2003-wmq420';
/** A Chevrolet Equinox of 2005 with 3.4 litres, which the vehicle table doesn't say of that year. */
const EQUINOX = '2CNDL13F756000001';

const PARTS = `品牌,零件号,配件类型,OE号
Kontrolle,K-1,oil-filter,Honda:15400-PLM-A02
Kontrolle,K-2,oil-filter,
Kontrolle,K-3,oil-filter,
Kontrolle,K-4,oil-filter,
`;
const FITMENTS = `品牌,零件号,车辆品牌,车型,起始年份,终止年份,生产日期,发动机型号,排量,位置,用量,条件,来源,版本,记录号,可信度
Kontrolle,K-1,本田,Accord,2003,2007,2003年5月-2004年9月,,,前,2,,年册,2026-10,A-00017,0.9
Kontrolle,K-2,Chevrolet,Equinox,2005,2006,,,3.4,,,,,,,
Kontrolle,K-3,Chevrolet,Equinox,2005,2006,,,2.2,,,,,,,
Kontrolle,K-4,本田,Accord,2003,2003,,J30A4,,,,带涡轮,,,,
Kontrolle,K-4,本田,Accord,2003,2003,2003.02-2003.02.30,,,,,,,,,
Kontrolle,K-4,本田,Accord,,,2006.05-,,,,,,,,,
Kontrolle,K-4,本田,Accord,,,2004.05-2005.06,,,,,,,,,
Kontrolle,K-4,本田,Accord 2099,2003,,,,,,,带涡轮,,,,
`;

let platform: DemoPlatform;
let ids: Record<string, string>;

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  const { distributor } = platform;
  expect(await distributor.importFile('parts', 'csv', PARTS)).toMatchObject({ created: 4, failed: 0 });
  const job = await distributor.importFile('fitments', 'csv', FITMENTS);
  expect(job).toMatchObject({ created: 5, failed: 3 });
  const errors = await distributor.get(`/v1/imports/${job.jobId}/errors`);
  expect(
    (errors.body.errors ?? []).map((it: { column: string; code: string }) => `${it.column} ${it.code}`),
  ).toEqual(['production malformed', 'yearTo required', 'model model-unknown']);
  const found = await Promise.all(
    [1, 2, 3, 4].map(async (n) => {
      const { body } = await distributor.get(`/v1/numbers/K-${n}?make=Kontrolle`);
      return [`K-${n}`, body.matches[0].part.partId];
    }),
  );
  ids = Object.fromEntries(found);
}, 120_000);
afterAll(() => platform[Symbol.asyncDispose]());

async function check(body: object, client = platform.distributor) {
  const answer = await client.post('/v1/fitments/check', body);
  return { status: answer.status, ...answer.body };
}

type Answer = { verdict: string | null; error: { code: string } | null };
const said = (answers: Answer[]) => answers.map(({ verdict, error }) => verdict ?? error?.code);

describe('a check', () => {
  it('decides by date, VIN and what is known, with proof and places', async () => {
    const [k1, k2, k3, k4] = [ids['K-1'], ids['K-2'], ids['K-3'], ids['K-4']];
    const { answers, fitments, questions, counts } = await check({
      pairs: [
        { partId: k1, vehicleId: ACCORD_ID },
        { partId: k1, vehicleId: ACCORD_ID, productionDate: '2003-06' },
        { number: '15400 plm a02', make: 'Honda', vin: ACCORD, productionDate: '2003-04-30' },
        { number: 'k1', brand: 'kontrolle', vin: ` ${ACCORD.toLowerCase()}`, productionDate: '2026-02-30' },
        { partId: k2, vin: EQUINOX },
        { partId: k3, vin: EQUINOX },
        { partId: k4, vin: ACCORD, known: { qualifiers: { 带涡轮: true } } },
        { partId: k4, vin: ACCORD },
        { partId: 'part_00000000000000000000000000', vin: ACCORD },
        { partId: k1, vin: 'ZZZZZZZZZZZZZZZZZ' },
        { partId: k1, vehicleId: 'v1-1999-aaaaaa' },
        { partId: k1 },
        { number: 'no such number', vin: ACCORD },
        { vin: ACCORD },
      ],
    });
    expect(said(answers)).toEqual([
      'cannot-tell',
      'fits',
      'does-not-fit',
      'date-invalid',
      'fits',
      'does-not-fit',
      'fits',
      'cannot-tell',
      'part-unknown',
      'vin-unknown',
      'vehicle-unknown',
      'vehicle-required',
      'number-unknown',
      'part-required',
    ]);
    expect(counts).toEqual({ fits: 3, doesNotFit: 2, cannotTell: 2, errors: 7 });
    expect(answers[0].deciding).toEqual([
      {
        ...{ attribute: 'productionDate', qualifier: null, options: ['2003-05..2004-09', 'other'] },
        labels: [
          { zh: '2003-05..2004-09', en: '2003-05..2004-09' },
          { zh: '其他', en: 'other' },
        ],
      },
    ]);
    expect(questions.productionDate.zh).toContain('生产日期');
    expect(answers[1].places).toEqual([{ position: '前', quantity: 2, label: { zh: '前', en: 'Front' } }]);
    expect(answers[1].proof).toEqual(answers[0].proof);
    expect(fitments[answers[1].proof[0]]).toMatchObject({
      ...{ partId: k1, make: 'Honda', model: 'Accord', position: '前', quantity: 2, confidence: 0.9 },
      ...{ producedFrom: '2003-05', producedTo: '2004-09', makeZh: '本田' },
      labels: { body: null, fuel: null, position: { zh: '前', en: 'Front' } },
      ...{ feed: '年册', release: '2026-10', record: 'A-00017' },
      source: expect.stringMatching(/^fitments_\w+#1$/),
    });
    expect(answers[2].whyNot).toMatchObject({
      code: 'other-conditions',
      message: 'built 2003-05..2004-09 only',
    });
    expect(answers[5].whyNot).toMatchObject({
      message: '2.2 only',
      mismatches: [
        {
          ...{ attribute: 'displacementL', wanted: '2.2', wantedLabel: { zh: '2.2 升', en: '2.2 L' } },
          ...{ given: '3.4', givenLabel: { zh: '3.4 升', en: '3.4 L' } },
        },
      ],
    });
    expect(answers[7].undecided).toEqual(['带涡轮']);
  });

  it('takes a grid, part by part', async () => {
    const { answers } = await check({
      partIds: [ids['K-1'], ids['K-2']],
      vehicleIds: [ACCORD_ID, 'v1861-2003-zzzzzz'],
    });
    expect(said(answers)).toEqual(['cannot-tell', 'vehicle-unknown', 'does-not-fit', 'vehicle-unknown']);
  });

  it('tells another tenant of a private part what it tells of one that is nowhere', async () => {
    const ofOther = async (partId: string | undefined) => {
      const { answers, fitments } = await check({ pairs: [{ partId, vin: ACCORD }] }, platform.otherTenant);
      return { answers, fitments };
    };
    const nowhere = await ofOther('part_00000000000000000000000000');
    expect(await ofOther(ids['K-1'])).toEqual(nowhere);
    expect(nowhere.answers[0].error.code).toBe('part-unknown');
    const byNumber = await check({ pairs: [{ number: 'K-1', vin: ACCORD }] }, platform.otherTenant);
    expect(byNumber.answers[0].error.code).toBe('number-unknown');
  });

  it('takes 10,000 pairs and refuses what is none', async () => {
    const pair = { partId: ids['K-1'], vin: ACCORD, productionDate: '2003-06' };
    const many = await check({ pairs: Array.from({ length: 10_000 }, () => pair) });
    expect(many.counts).toEqual({ fits: 10_000, doesNotFit: 0, cannotTell: 0, errors: 0 });
    expect(Object.keys(many.fitments)).toHaveLength(1);
    const ten = Array.from({ length: 101 }, (_, at) => `v1861-2003-00000${at % 10}`);
    for (const [body, code] of [
      [{ pairs: Array.from({ length: 10_001 }, () => ({})) }, 'too-long'],
      [{ partIds: Array.from({ length: 100 }, () => 'p'), vehicleIds: ten }, 'too-many-pairs'],
      [{ pairs: [pair], partIds: ['p'] }, 'pairs-or-grid'],
      [{ partIds: ['p'] }, 'pairs-or-grid'],
      [{ pairs: [] }, 'too-short'],
      [{ pairs: [{ ...pair, colour: 'red' }] }, 'unknown-member'],
      [{ pairs: [{ ...pair, vin: 'X'.repeat(65) }] }, 'too-long'],
      [{ pairs: [{ ...pair, known: { cylinders: 'many' } }] }, 'type-invalid'],
      [{ pairs: [{ ...pair, partId: 'half \ud800' }] }, 'text-invalid'],
    ] as const)
      expect(await check(body), JSON.stringify(body).slice(0, 80)).toMatchObject({ status: 400, code });
  });
});

it('lists a part’s fitments by make, model and year', async () => {
  const { distributor } = platform;
  const list = async (query: string) =>
    (await distributor.get(`/v1/parts/${ids['K-4']}/fitments?${query}`)).body;
  const all = await list('');
  expect(all.total).toBe(2);
  // Built from 2004-05 to 2005-06: the model years in which that can be.
  expect(all.fitments.map((it: { yearFrom: number; yearTo: number }) => [it.yearFrom, it.yearTo])).toEqual([
    [2003, 2003],
    [2004, 2006],
  ]);
  expect((await list('year=2003&makeId=mk474')).fitments).toMatchObject([{ engineModel: 'J30A4' }]);
  expect(await list('modelId=md1')).toMatchObject({ total: 0, fitments: [] });
  expect((await distributor.get(`/v1/parts/${ids['K-4']}/fitments?year=99`)).status).toBe(400);
});

it('lists the rows that wait for their vehicles, to their publisher alone', async () => {
  const list = async (client = platform.distributor) => (await client.get('/v1/fitments/unresolved')).body;
  const { rows, total, nextPageToken } = await list();
  expect([total, nextPageToken]).toEqual([1, null]);
  expect(rows).toMatchObject([
    {
      ...{ partId: ids['K-4'], code: 'model-unknown', column: 'model' },
      source: expect.stringMatching(/^fitments_\w+#8$/),
      cells: { make: '本田', model: 'Accord 2099', yearFrom: '2003', qualifiers: '带涡轮' },
    },
  ]);
  expect(await list(platform.otherTenant)).toEqual({ rows: [], total: 0, nextPageToken: null });
  expect((await platform.distributor.get('/v1/fitments/unresolved?pageToken=x')).status).toBe(400);
});

it('leads from a number in any spelling to vehicles, and says which parts tell it', async () => {
  const { body } = await platform.distributor.get('/v1/numbers/15400plma02/vehicles?make=Honda&pageSize=200');
  const mine = body.vehicles.find(({ partIds }: { partIds: string[] }) => partIds.includes(ids['K-1'] ?? ''));
  expect(mine).toMatchObject({ make: 'Honda', model: 'Accord' });
  expect(
    mine.years.some((it: { yearFrom: number; yearTo: number }) => it.yearFrom <= 2003 && it.yearTo >= 2007),
  ).toBe(true);
  const part = body.parts.find(({ partId }: { partId: string }) => partId === ids['K-1']);
  expect(part).toMatchObject({ partNumber: 'K-1', via: { kind: 'oe', make: 'Honda' } });
  const other = await platform.otherTenant.get('/v1/numbers/K-2/vehicles?make=Kontrolle');
  expect(other.body).toMatchObject({ total: 0, vehicles: [], parts: [] });
});

it('pages through the vehicles of a number', async () => {
  const { distributor } = platform;
  const all = (await distributor.get('/v1/numbers/K-4/vehicles?make=Kontrolle')).body;
  expect(all).toMatchObject({ total: 1, nextPageToken: null });
  expect((await distributor.get('/v1/numbers/K-4/vehicles?pageToken=nonsense')).status).toBe(400);
});

it('lists the parts of a vehicle with their verdicts', async () => {
  const { distributor } = platform;
  const brand = (await distributor.get(`/v1/parts/${ids['K-1']}`)).body.brandId;
  const list = async (query: string) =>
    (await distributor.get(`/v1/vehicles/${ACCORD_ID}/parts?brandId=${brand}&${query}`)).body;
  await vi.waitUntil(async () => (await list('')).total === 2, { timeout: 30_000, interval: 200 });
  const { parts, vehicle } = await list('');
  expect(vehicle.vehicleId).toBe(ACCORD_ID);
  const fit = (it: { partNumber: string; fit: { verdict: string } }) => [it.partNumber, it.fit.verdict];
  expect(parts.map(fit).sort()).toEqual([
    ['K-1', 'cannot-tell'],
    ['K-4', 'cannot-tell'],
  ]);
  expect((await list('productionDate=2003-06')).parts.map(fit)).toContainEqual(['K-1', 'fits']);
  expect((await distributor.get('/v1/vehicles/v1-1999-aaaaaa/parts')).status).toBe(404);
});

it('decides the hits of a search by VIN by what the VIN tells', async () => {
  const { distributor } = platform;
  const brand = (await distributor.get(`/v1/parts/${ids['K-2']}`)).body.brandId;
  const search = async () => (await distributor.get(`/v1/search?vin=${EQUINOX}&brandId=${brand}`)).body;
  await vi.waitUntil(async () => (await search()).total === 2, { timeout: 30_000, interval: 200 });
  const { hits } = await search();
  const verdicts = hits.map((it: { partNumber: string; fit: { verdict: string } }) => [
    it.partNumber,
    it.fit.verdict,
  ]);
  expect(Object.fromEntries(verdicts)).toEqual({ 'K-2': 'fits', 'K-3': 'does-not-fit' });
});
