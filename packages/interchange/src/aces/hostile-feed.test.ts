import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { UnreadableFile } from '../unreadable-file.ts';
import { app, appsOf, feed, headerOf, readFeed } from './aces-feed.fixture.ts';
import { readAces } from './index.ts';

const idsOf = (found: Parameters<typeof appsOf>[0]) => appsOf(found).map(({ id }) => id);
const faultsOf = async (broken: string) => {
  const found = await readFeed(feed(app(1), broken, app(3)));
  expect(found.error).toBeUndefined();
  expect(idsOf(found)).toEqual(['1', '3']);
  expect(new Set(found.faults.map(({ record }) => record)).size).toBe(1);
  expect(found.appsRead).toBe(3);
  return found.faults;
};
const VEHICLE = '<BaseVehicle id="1"/>';
const REST = '<Qty>1</Qty><PartType id="1"/><Part>P</Part></App>';

describe('an app that is broken leaves the others whole', () => {
  it.each<[string, string, string, string]>([
    [
      'an id that is no number',
      `<App action="A" id="2"><BaseVehicle id="12a"/>${REST}`,
      'id-invalid',
      'BaseVehicle',
    ],
    [
      'an id that is missing',
      `<App action="A" id="2">${VEHICLE}<SubModel/>${REST}`,
      'id-invalid',
      'SubModel',
    ],
    [
      'an id that is huge',
      `<App action="A" id="2"><BaseVehicle id="12345678901"/>${REST}`,
      'id-invalid',
      'BaseVehicle',
    ],
    ['no vehicle', `<App action="A" id="2">${REST}`, 'vehicle-missing', 'App'],
    [
      'years without a make',
      `<App action="A" id="2"><Years from="2000" to="2001"/>${REST}`,
      'vehicle-missing',
      'App',
    ],
    [
      'years backwards',
      `<App action="A" id="2">${VEHICLE}<Years from="2001" to="2000"/>${REST}`,
      'years-invalid',
      'Years',
    ],
    [
      'a quantity of none',
      `<App action="A" id="2">${VEHICLE}<Qty>0</Qty><Part>P</Part></App>`,
      'quantity-invalid',
      'Qty',
    ],
    ['no part', `<App action="A" id="2">${VEHICLE}<Qty>1</Qty></App>`, 'part-missing', 'App'],
    ['two parts', `<App action="A" id="2">${VEHICLE}<Part>O</Part>${REST}`, 'element-repeated', 'Part'],
    ['an unknown action', `<App action="X" id="2">${VEHICLE}${REST}`, 'action-invalid', 'App'],
    ['a bare ampersand', `<App action="A" id="2">${VEHICLE}<Note>A & B</Note>${REST}`, 'malformed', 'Note'],
    ['an entity', `<App action="A" id="2">${VEHICLE}<Note>&xxe;</Note>${REST}`, 'malformed', 'Note'],
    [
      'a control character',
      `<App action="A" id="2">${VEHICLE}<Note>\u0001</Note>${REST}`,
      'malformed',
      'Note',
    ],
    ['a less-than sign', `<App action="A" id="2">${VEHICLE}<Note>< 5</Note>${REST}`, 'malformed', 'Note'],
    ['an end tag too many', `<App action="A" id="2">${VEHICLE}</Foo>${REST}`, 'malformed', 'App'],
    ['an end tag too few', `<App action="A" id="2">${VEHICLE}<Note>x${REST}`, 'malformed', 'App'],
    ['an attribute twice', `<App action="A" id="2"><BaseVehicle id="1" id="2"/>${REST}`, 'malformed', 'App'],
    ['no end of its own', `<App action="A" id="2">${VEHICLE}`, 'malformed', 'App'],
    [
      'too many elements',
      `<App action="A" id="2">${'<Note>x</Note>'.repeat(3000)}${VEHICLE}${REST}`,
      'malformed',
      'App',
    ],
    [
      'too long a text',
      `<App action="A" id="2">${VEHICLE}<Note>${'x'.repeat(1_100_000)}</Note>${REST}`,
      'malformed',
      'Note',
    ],
  ])('%s', async (_, broken, code, element) => {
    const [fault] = await faultsOf(broken);
    expect(fault).toMatchObject({ record: '2', recordElement: 'App', code });
    expect(fault?.line).toBe(broken.endsWith('</App>') ? 5 : 6);
    if (!broken.includes('</Foo>')) expect(fault?.element).toBe(element);
    expect(fault?.message.length).toBeGreaterThan(10);
  });

  it.each(['Asset', 'DigitalFileInformation'])('also where %s before them has no end tag', async (name) => {
    const found = await readFeed(
      feed(`<${name} AssetName="a" action="A" id="9"><Note>x</Note>`, app(1), app(2)),
    );
    expect([found.error, idsOf(found), found.appsRead]).toEqual([undefined, ['1', '2'], 2]);
    expect(found.faults.map(({ recordElement, code }) => [recordElement, code])).toEqual([
      [name, 'malformed'],
    ]);
    expect(found.faults[0]?.message).toContain('no end tag: the next App begins');
  });

  it('also the seventeenth of thousands, with its line', async () => {
    const apps = Array.from({ length: 5000 }, (_, at) => app(at + 1));
    apps[16] = `<App action="A" id="17">\n\n<BaseVehicle id="x"/>${REST}`;
    const found = await readFeed(feed(...apps));
    expect(idsOf(found)).toHaveLength(4999);
    expect(found.faults).toMatchObject([{ record: '17', line: 22, element: 'BaseVehicle', value: 'x' }]);
    expect(found.notes.map(({ code }) => code)).toEqual(['encoding']);
  });
});

describe('a file that is', () => {
  const codeOf = async (file: string | Uint8Array) => (await readFeed(file)).error?.code;
  const [head, tail] = feed(app(1), app(2)).split('<App action="A" id="2">') as [string, string];

  it('cut off says where, after all that came before', async () => {
    const found = await readFeed(`${head}<App action="A" id="2"><BaseVeh`);
    expect(idsOf(found)).toEqual(['1']);
    expect(found.error?.code).toBe('file-truncated');
    expect(found.error?.message).toMatch(/ends on line 5 inside <App id="2">, begun on line 5/);
    expect(found.faults).toMatchObject([{ record: '2', code: 'malformed' }]);
    expect((await readFeed(head)).error?.code).toBe('file-truncated');
  });

  it('two feeds joined to one ends where the second begins, and says so alone', async () => {
    const one = feed(app(1), app(2));
    const found = await readFeed(`${one}\n${one}`);
    expect(idsOf(found)).toEqual(['1', '2']);
    expect(found.error?.code).toBe('several-feeds');
    const begin = one.split('\n').length + 1;
    expect(found.error?.message).toMatch(/^A second feed begins on line \d+, behind the end of the first/);
    expect(found.error?.line).toBeGreaterThanOrEqual(begin);
    expect(found.notes.filter(({ code }) => code === 'malformed')).toEqual([]);
    // What else stands there is told as ever.
    const behind = await readFeed(`${one}\n<!-- made by hand --><More/>`);
    expect([behind.error, idsOf(behind)]).toEqual([undefined, ['1', '2']]);
    expect(behind.notes.filter(({ code }) => code === 'malformed')).toHaveLength(1);
  });

  it('of a document type is refused, and no entity is ever expanded', async () => {
    const bomb = '<!DOCTYPE ACES [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>';
    const external = '<!DOCTYPE ACES [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    for (const type of [bomb, external, '<!DOCTYPE ACES SYSTEM "http://127.0.0.1/a.dtd">'])
      expect(await codeOf(head.replace('<ACES', `${type}<ACES`) + tail)).toBe('xml-doctype');
  });

  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'empty-file'],
    ['no XML', 'brand,partNumber\nA,1\n', 'xml-malformed'],
    ['another XML', '<PIES><Header/></PIES>', 'not-aces'],
    ['a zip', Buffer.from('PK\u0003\u0004xxxxxxxxx'), 'not-text'],
    ['of no version', '<ACES><App action="A" id="1"/></ACES>', 'aces-version-unknown'],
    [
      'of an unknown version',
      '<ACES version="9.0"><Header><Company>x</Company></Header></ACES>',
      'aces-version-unknown',
    ],
    ['of an unknown encoding', '<?xml version="1.0" encoding="x-klingon"?><ACES/>', 'unknown-encoding'],
    ['nested without end', `<ACES version="4.2">${'<a>'.repeat(200)}`, 'xml-malformed'],
  ])('%s is refused', async (_, file, code) => expect(await codeOf(file)).toBe(code));

  it('one text without end is refused in bounded memory', async () => {
    async function* endless() {
      yield Buffer.from('<ACES version="4.2"><App action="A" id="1"><Note>');
      for (let at = 0; at < 2048; at += 1) yield Buffer.alloc(1024 ** 2, 'x');
    }
    let taken = 0;
    async function* counted() {
      for await (const chunk of endless()) {
        taken += chunk.length;
        yield chunk;
      }
    }
    const read = async () => {
      for await (const _ of readAces(counted()));
    };
    await expect(read()).rejects.toMatchObject({ code: 'xml-malformed' });
    expect(taken).toBeLessThan(10 * 1024 ** 2);
  });

  it('of a broken header is read with what of it can be', async () => {
    const found = await readFeed(feed(app(1)).replace('Acme', 'A & B'));
    expect([idsOf(found), headerOf(found)?.submission]).toEqual([['1'], 'FULL']);
    expect(found.faults).toMatchObject([{ recordElement: 'Header', code: 'malformed' }]);
  });

  it('of a version near a known one is read as that, with a note', async () => {
    const of = async (version: string) => {
      const found = await readFeed(feed(app(1)).replace('version="4.2"', version));
      return [headerOf(found)?.version, found.notes.find(({ code }) => code === 'version')?.value];
    };
    expect(await of('VERSION="4.2"')).toEqual(['4.2', undefined]);
    expect(await of('version="3.0.1"')).toEqual(['3.0', '3.0.1 read as 3.0']);
    expect(await of('version="4.9"')).toEqual(['4.2', '4.9 read as 4.2']);
    expect(await of('version="2.0"')).toEqual(['4.2', '2.0 read as 4.2']);
    expect(await of('')).toEqual(['4.2', '(none) read as 4.2']);
  });

  it('untidy is read all the same: names in any case, a wrapper, prefixes, blanks, unknown elements', async () => {
    const found = await readFeed(`\uFEFF<?xml version='1.0'?>\r\n<x:ACES xmlns:x="urn:a" Version="4.2">\r
      <x:Header><x:Company>A</x:Company><x:SUBMISSIONTYPE> full </x:SUBMISSIONTYPE><PCdbVersionDate>2026-01-01</PCdbVersionDate></x:Header>\r
      <Apps><x:app ID="1" x:extra="y" colour="red"><BASEVEHICLE ID=" 007 "/><Extra a="1"><b>c</b></Extra>\r
      <Qty> 2.0 </Qty><parttype id="5"/><Part>\r\n P1 \r\n</Part></x:app></Apps><Footer><RecordCount>2</RecordCount></Footer></x:ACES>`);
    expect([found.error, found.faults]).toEqual([undefined, []]);
    expect(headerOf(found)).toMatchObject({ submission: 'FULL', pcdbDate: '2026-01-01' });
    expect(appsOf(found)).toMatchObject([
      {
        ...{
          id: '1',
          action: 'A',
          vehicle: { baseVehicle: { id: '7' } },
          quantity: 2,
          part: { number: 'P1' },
        },
        unknown: [{ tag: 'Extra', attributes: { a: '1' }, children: [{ tag: 'b', text: 'c' }] }],
      },
    ]);
    expect(found.notes.map(({ code, value }) => `${code}: ${value}`)).toEqual([
      'unknown-attribute: App/@colour',
      'unknown-element: Extra',
      'record-count: 2, and there are 1',
      'encoding: utf-8',
    ]);
  });
});

describe('the encoding', () => {
  const text = feed(app(1, '<Note>Größe Ø é 中</Note>'));
  const western = feed(app(1, '<Note>Größe Ø é</Note>'));
  const declared = (file: string, name: string) =>
    file.replace('<?xml version="1.0"?>', `<?xml version="1.0" encoding="${name}"?>`);
  const read = async (bytes: Uint8Array) => {
    const found = await readFeed(bytes, 7);
    expect(found.error).toBeUndefined();
    return [appsOf(found)[0]?.notes[0]?.text, found.notes.find(({ code }) => code === 'encoding')?.value];
  };
  const encode = (file: string, name: string) =>
    iconv.encode(file, name, { addBOM: name.startsWith('utf-16') });

  it('is what the bytes are', async () => {
    expect(await read(Buffer.from(text))).toEqual(['Größe Ø é 中', 'utf-8']);
    expect(await read(encode(text, 'utf-16le'))).toEqual(['Größe Ø é 中', 'utf-16le']);
    expect(await read(encode(text, 'utf-16be'))).toEqual(['Größe Ø é 中', 'utf-16be']);
    expect(await read(iconv.encode(text, 'utf-16le'))).toEqual(['Größe Ø é 中', 'utf-16le']);
    expect(await read(encode(declared(western, 'ISO-8859-1'), 'latin1'))).toEqual([
      ...['Größe Ø é', 'windows-1252, declared as iso-8859-1'],
    ]);
    expect(await read(encode(declared(text, 'GB18030'), 'gb18030'))).toEqual(['Größe Ø é 中', 'gb18030']);
  });

  it('may be another than the prolog says', async () => {
    expect(await read(Buffer.from(declared(text, 'ISO-8859-1')))).toEqual([
      ...['Größe Ø é 中', 'utf-8, declared as iso-8859-1'],
    ]);
    expect(await read(encode(declared(western, 'utf-8'), 'latin1'))).toEqual([
      ...['Größe Ø é', 'utf-8, but for 4 bytes read as windows-1252'],
    ]);
  });

  it('of any bytes gives an answer or a reason, never anything else', async () => {
    const whole = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        fc.nat(whole.length),
        fc.boolean(),
        async (changes, cut, isCut) => {
          const bytes = Buffer.from(whole.subarray(0, isCut ? cut : whole.length));
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          const found = await readFeed(bytes, 11);
          if (found.error !== undefined) expect(found.error).toBeInstanceOf(UnreadableFile);
          expect(await readFeed(bytes)).toEqual(found);
        },
      ),
      { numRuns: 300 },
    );
  });
});
