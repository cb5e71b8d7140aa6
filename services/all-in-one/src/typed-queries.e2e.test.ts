import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { TYPED_QUERIES } from './typed-queries.fixture.ts';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  // Vehicles are read where that is quick enough, which the first to ask may not find.
  const isNamed = async () => expect((await search({ q: '雅阁' })).intent.named).not.toBeNull();
  await vi.waitFor(isNamed, { timeout: 20_000, interval: 250 });
});
afterAll(() => platform[Symbol.asyncDispose]());

interface Piece {
  kind: string;
  text: string;
  name: { en: string | null };
  without: string;
  unknown: boolean;
}

async function search(query: Record<string, string>) {
  const { status, body } = await platform.shop.get(`/v1/search?${new URLSearchParams(query)}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const rows = TYPED_QUERIES.trim()
  .split('\n')
  .map((line) => line.split(' | ') as [query: string, pieces: string, cars: string, kind: string]);

describe('what is typed is understood, and finds its kind of part', () => {
  it('of sixty queries', () => expect(rows.length).toBeGreaterThanOrEqual(60));

  it.each(rows)('%s', async (query, pieces, cars, kind) => {
    const { intent, hits, total } = await search({ q: query });
    const understood = intent.pieces.map(
      ({ kind: of, text, name, unknown }: Piece) => `${of} ${name.en ?? text}${unknown ? '?' : ''}`,
    );
    expect(understood.join(', ')).toBe(pieces);
    expect(total).toBeGreaterThan(0);
    expect(hits[0].partTypeId).toBe(kind);
    expect(intent.limitedToNamed).toBe(cars === '=');
    const notes = intent.notes.map(({ code }: { code: string }) => code);
    expect(notes.includes('vehicle-fits-nothing')).toBe(cars === '~');
    expect(notes.includes('vehicle-not-in-table')).toBe(cars === '?');
    const verdicts = new Set(hits.map(({ fit }: { fit: { verdict: string } | null }) => fit?.verdict));
    if (cars === '=') {
      // Each hit has the proof, and none is of other cars.
      expect(verdicts.has('does-not-fit')).toBe(false);
      for (const { fit } of hits) expect(fit.proof.length).toBeGreaterThan(0);
    } else expect([...verdicts]).toEqual([cars === '~' ? 'does-not-fit' : undefined]);
  });
});

it('a piece can be taken out, cars can be left open, and words can be words', async () => {
  const limited = await search({ q: '2018 雅阁 刹车片' });
  expect(limited.intent.named).toMatchObject({ modelIds: ['md1861'], yearFrom: 2018, yearTo: 2018 });
  const [year, model] = limited.intent.pieces as Piece[];
  expect([year?.without, model?.without]).toEqual(['雅阁 刹车片', '2018 刹车片']);
  const wider = await search({ q: year?.without ?? '' });
  expect(wider.total).toBeGreaterThan(limited.total);
  const open = await search({ q: '2018 雅阁 刹车片', vehicleWords: 'show' });
  expect(open.intent).toMatchObject({ limitedToNamed: false, named: { yearFrom: 2018 } });
  expect(open.total).toBe((await search({ q: '刹车片' })).total);
  // What does not fit stands last.
  expect(open.ruledOut).toBe(
    open.hits.filter(({ fit }: { fit: { verdict: string } }) => fit.verdict === 'does-not-fit').length,
  );
  const plain = await search({ q: '2018 雅阁 刹车片', vehicleWords: 'words' });
  expect(plain.intent.named).toBeNull();
});

it('every hit of a car fits one of the cars by its own applications', async () => {
  const { hits } = await search({ q: '福克斯 2012 刹车盘', pageSize: '5' });
  for (const { partId } of hits) {
    const { body } = await platform.shop.get(`/v1/parts/${partId}/fitments?pageSize=200`);
    const fits = body.fitments.some(
      ({ model, yearFrom, yearTo }: { model: string; yearFrom: number; yearTo: number }) =>
        model === 'Focus' && yearFrom <= 2012 && yearTo >= 2012,
    );
    expect(fits).toBe(true);
  }
});
