import { describe, expect, it } from 'vitest';
import type { AcesApp, AcesRecord } from './aces-feed.ts';
import { acesWriter } from './aces-writer.ts';
import { readAces } from './read-aces.ts';
import { rowOfApp } from './row-of-app.ts';

const HEADER = '<Header><BrandAAIAID>ZZZZ</BrandAAIAID><SubmissionType>FULL</SubmissionType></Header>';
const REST = '<Qty>1</Qty><PartType id="9"/><Part>P1</Part>';
const app = (inside: string) => `<App action="A" id="1"><BaseVehicle id="7"/>${inside}${REST}</App>`;

async function read(...apps: string[]) {
  const found = { records: [] as AcesRecord[], faults: [] as string[], notes: [] as string[] };
  async function* bytes() {
    yield Buffer.from(`<ACES version="4.2">\n${HEADER}\n${apps.join('\n')}\n</ACES>`);
  }
  for await (const { records, faults, notes } of readAces(bytes())) {
    found.records.push(...records);
    found.faults.push(...faults.map(({ line, code, message }) => `${line} ${code} ${message}`));
    found.notes.push(...notes.map(({ code, value }) => `${code} ${value}`));
  }
  return found;
}

async function appOf(inside: string): Promise<AcesApp> {
  const { records, faults } = await read(app(inside));
  expect(faults).toEqual([]);
  const found = records.find(({ kind }) => kind === 'app');
  if (found?.kind !== 'app') throw new Error('no app was read');
  return found;
}

describe('apps as other tools write them', () => {
  it.each([
    ['<Qual><text>With A/C</text></Qual>', { id: '', text: 'With A/C' }],
    ['<Qual>With A/C</Qual>', { id: '', text: 'With A/C' }],
    ['<Qual id="12">With A/C</Qual>', { id: '12', text: 'With A/C' }],
    ['<Qual id="12">With <text>A/C</text></Qual>', { id: '12', text: 'With A/C' }],
  ])('have the words of their qualifiers: %s', async (qualifier, meant) => {
    expect((await appOf(qualifier)).qualifiers).toMatchObject([meant]);
  });

  it('have no qualifier of parameters alone, which mean nothing without an id', async () => {
    const { faults } = await read(app('<Qual><param value="2"/><text>x</text></Qual>'));
    expect(faults).toEqual(['3 id-invalid <Qual> has no id.']);
  });

  it('keep a qualifier without an id as words in a row, and as a note in a file', async () => {
    const found = await appOf('<Qual><text>With A/C</text></Qual><Note>Second</Note>');
    const context = { header: undefined, replacements: new Map(), hasBrand: true };
    expect(rowOfApp(found, context)).toMatchObject({ qualifiers: ['With A/C'], note: 'Second' });
    const writer = acesWriter({ version: '4.2' });
    const text = writer.write(found);
    expect(text).toContain('<Note>With A/C</Note>\r\n\t\t<Note>Second</Note>');
    expect(text).not.toContain('<Qual');
    expect(writer.losses()).toContainEqual(
      expect.objectContaining({ what: 'Qual: without id, as a note', effect: 'changed', count: 1 }),
    );
  });

  it('keep the attributes that 3.0 took away, and aren’t written where nothing holds them', async () => {
    const found = await appOf('<TransferCaseBase id="5"/><RestraintType id="2"/>');
    expect(found.attributes).toEqual([
      { tag: 'TransferCaseBase', id: '5' },
      { tag: 'RestraintType', id: '2' },
    ]);
    expect(found.unknown).toEqual([]);
    const writer = acesWriter({ version: '5.0' });
    expect(writer.write(found)).not.toContain('<App');
    expect(writer.losses()).toContainEqual(
      expect.objectContaining({ what: 'RestraintType', effect: 'left-out', count: 1 }),
    );
  });
});

describe('an end tag that has no start', () => {
  it('breaks one app, is told once, and what follows of the app is no unknown element', async () => {
    const broken = `<App action="A" id="2"><BaseVehicle id="7"/><Note>x</Not><Qty>1</Qty>\n<Part>P1</Part></App>`;
    const { records, faults, notes } = await read(app(''), broken, app('').replace('"1"', '"3"'));
    expect(records.flatMap((each) => (each.kind === 'app' ? [each.id] : []))).toEqual(['1', '3']);
    expect(faults).toEqual(['4 malformed <App> can’t be read: the end tag </Not> has no start tag.']);
    expect(notes.filter((note) => !note.startsWith('encoding'))).toEqual(['footer-missing ']);
  });
});
