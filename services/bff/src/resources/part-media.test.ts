import { PartAsset } from '@qipei/contracts/catalog/v1/part_details';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { attributeLabel, positionLabels } from './part-labels.ts';
import { partMediaJson } from './part-media.ts';

const media = (asset: Partial<PartAsset>) => partMediaJson([PartAsset.fromPartial(asset)])[0];

test.each<[Partial<PartAsset>, string, string | null]>([
  [{ fileType: 'JPG', uri: 'https://img.example/a.jpg' }, 'image', 'https://img.example/a.jpg'],
  [
    { fileName: 'Manual.PDF', uri: 'HTTPS://img.example/前.pdf' },
    'document',
    'https://img.example/%E5%89%8D.pdf',
  ],
  [{ uri: ' https://img.example/v.mp4?x=1 ' }, 'video', 'https://img.example/v.mp4?x=1'],
  [{ fileType: 'constructor', fileName: 'a.exe' }, 'other', null],
  [{ fileName: 'a.png', uri: 'http://img.example/a.png' }, 'image', null],
  [{ uri: 'javascript:alert(1)//.png' }, 'image', null],
  [{ uri: 'data:image/png;base64,AAAA' }, 'other', null],
  [{ uri: '//img.example/a.png' }, 'image', null],
  [{ uri: 'https://user:pw@img.example/a.png' }, 'image', null],
  [{ uri: `https://img.example/${'a'.repeat(2_000)}.png` }, 'image', null],
])('%j is %s at %s', (asset, kind, url) => {
  expect(media(asset)).toMatchObject({ kind, url });
});

it('gives links by https alone, whatever a feed says', () => {
  const schemes = fc.constantFrom(
    'https://',
    'http://',
    'javascript:',
    'ftp://',
    '\u0001https://',
    '',
    'HTTPS:',
  );
  fc.assert(
    fc.property(schemes, fc.string({ maxLength: 30 }), (scheme, rest) => {
      const url = media({ uri: scheme + rest })?.url ?? 'https://none';
      expect(url.startsWith('https://')).toBe(true);
    }),
  );
});

it('names attributes and positions in both languages, and leaves a publisher’s own', () => {
  expect(attributeLabel('outer-diameter')).toEqual({ zh: '外径', en: 'Outer diameter' });
  expect(attributeLabel('__proto__')).toEqual({ zh: null, en: null });
  expect(positionLabels(['front', 'nowhere'])).toMatchObject([
    { name: { zh: expect.any(String), en: expect.any(String) } },
    { positionId: 'nowhere', name: { zh: null, en: null } },
  ]);
});
