import { DomainError } from '@qipei/kernel';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type GivenSettings, readStorefront } from './read-storefront.ts';
import { contrast, isColor, MIN_CONTRAST, shownColors } from './storefront-colors.ts';
import { readHost } from './storefront-host.ts';
import { storefrontSettings } from './storefront-repository.contract.ts';

function faultsOf(over: Partial<GivenSettings>): string[] {
  try {
    readStorefront({ ...storefrontSettings(), ...over });
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.kind).toBe('invalid');
    return error.fields.map(({ field, code }) => `${field} ${code}`);
  }
}

/** Of any code units: halves of pairs and controls, too. */
function anyText(maxLength: number) {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength });
  return units.map((codes) => String.fromCharCode(...codes));
}

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('colours', () => {
  it('has the contrasts of the standard', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#1456b8', '#1456b8')).toBe(1);
  });

  it('makes every text readable, whatever the primary colour', () => {
    fc.assert(
      fc.property(color, fc.option(color, { nil: '' }), (primary, header) => {
        const shown = shownColors({ primary, onPrimary: '', header, onHeader: '' });
        for (const each of Object.values(shown)) expect(isColor(each)).toBe(true);
        expect(contrast(shown.onPrimary, shown.primary)).toBeGreaterThanOrEqual(MIN_CONTRAST);
        expect(contrast(shown.onHeader, shown.header)).toBeGreaterThanOrEqual(MIN_CONTRAST);
        expect(contrast(shown.textOnLight, '#ffffff')).toBeGreaterThanOrEqual(MIN_CONTRAST);
        expect(contrast(shown.textOnDark, '#141414')).toBeGreaterThanOrEqual(MIN_CONTRAST);
        expect(shown.primary).toBe(primary);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves a colour that can be read as it is', () => {
    const shown = shownColors({ primary: '#1456b8', onPrimary: '', header: '', onHeader: '' });
    expect(shown).toMatchObject({ textOnLight: '#1456b8', header: '#1456b8', onHeader: '#ffffff' });
  });

  it('refuses a text that nobody could read, and says what could be', () => {
    const colors = { primary: '#ffe066', onPrimary: '#ffffff', header: '', onHeader: '' };
    expect(faultsOf({ colors })).toEqual(['colors.onPrimary contrast-too-low']);
    expect(() => readStorefront({ ...storefrontSettings(), colors })).toThrow(/#141414 has 1\d\.\d:1/);
    expect(faultsOf({ colors: { ...colors, onPrimary: '' } })).toEqual([]);
    expect(faultsOf({ colors: { ...colors, onPrimary: '', onHeader: '#fff0f0' } })).toEqual([
      'colors.onHeader contrast-too-low',
    ]);
  });

  it.each(['', 'red', '#fff', '#12345g', 'url(x)', '#1456b8;}', 'var(--x)', '＃1456b8'])(
    'refuses %j',
    (primary) => {
      expect(faultsOf({ colors: { primary, onPrimary: '', header: '', onHeader: '' } })).toEqual([
        'colors.primary color-invalid',
      ]);
    },
  );
});

describe('hosts', () => {
  test.each([
    ['parts.example.com', 'parts.example.com'],
    [' PARTS.Example.COM. ', 'parts.example.com'],
    ['汽配.example', 'xn--4tw689e.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['demo.localhost', 'demo.localhost'],
  ])('reads %j', (given, host) => {
    expect(readHost(given)).toBe(host);
  });

  test.each([
    ...['', '.', 'localhost', 'a..b', '-a.example', 'a-.example', 'a_b.example', '*.example.com'],
    ...['127.0.0.1', '0x7f.1', '2130706433', '[::1]', '::1', 'example.com:8080', 'https://example.com'],
    ...[
      'example.com/path',
      'user@example.com',
      'example.com?x',
      'exa mple.com',
      'example.com#',
      'a\\b.example',
    ],
    ...[`${'a'.repeat(64)}.example`, `${'a.'.repeat(140)}example`, 'example%2ecom', '１２７.0.0.1'],
  ])('refuses %j', (given) => {
    expect(readHost(given)).toBe(undefined);
  });

  it('reads what it has read the same again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.webAuthority(), fc.string()), (given) => {
        const host = readHost(given);
        if (host === undefined) return;
        expect(host).toMatch(/^[a-z0-9.-]+$/);
        expect(readHost(host)).toBe(host);
      }),
    );
  });

  it('names the one at fault, and keeps each once', () => {
    expect(faultsOf({ hosts: ['a.example', '10.0.0.1', 'b.example', 'https://c.example'] })).toEqual([
      'hosts[1] host-invalid',
      'hosts[3] host-invalid',
    ]);
    const hosts = ['A.example', 'a.example', 'b.example'];
    expect(readStorefront({ ...storefrontSettings(), hosts }).hosts).toEqual(['a.example', 'b.example']);
  });
});

describe('the rest of the settings', () => {
  it('takes what is sound as it is, and its own output again', () => {
    const read = readStorefront({
      ...storefrontSettings(),
      name: { zh: '  示例汽配 ', en: 'Acme 👩🏽‍🔧 Parts' },
      contact: {
        phone: '+86 (21) 5555-0100 转 8',
        email: 'parts+web@acme.example',
        wechat: 'acme_parts',
        website: 'https://acme.example/联系',
        address: { zh: '上海市', en: '' },
      },
    });
    expect(read.name).toEqual({ zh: '示例汽配', en: 'Acme 👩🏽‍🔧 Parts' });
    expect(read.contact.website).toBe('https://acme.example/%E8%81%94%E7%B3%BB');
    expect(readStorefront(read)).toEqual(read);
  });

  test.each<[string, Partial<GivenSettings>, string[]]>([
    ['a slug', { slug: 'A b' }, ['slug slug-invalid']],
    ['a slug of one', { slug: 'a' }, ['slug slug-invalid']],
    ['a slug that looks like punycode', { slug: 'xn--a' }, ['slug slug-invalid']],
    ['a path as slug', { slug: '../admin' }, ['slug slug-invalid']],
    ['a language', { languages: ['zh-CN', 'de'] }, ['languages language-unknown']],
    ['no language', { languages: [] }, ['languages language-unknown']],
    [
      'another default',
      { languages: ['en'], name: { zh: '', en: 'x' } },
      ['defaultLanguage language-unknown'],
    ],
    ['no name', { name: { zh: ' ', en: 'x' } }, ['name.zh required']],
    ['a long name', { name: { zh: '汽'.repeat(61), en: '' } }, ['name.zh too-long']],
    ['a control', { tagline: { zh: 'a\u0000b', en: '' } }, ['tagline.zh text-invalid']],
    ['a turned text', { tagline: { zh: '', en: 'a\u202eb' } }, ['tagline.en text-invalid']],
    ['half a pair', { tagline: { zh: '', en: '\ud83d' } }, ['tagline.en text-invalid']],
    ['a radius', { radius: 1.5 }, ['radius out-of-range']],
    ['a currency', { currency: 'RMB' }, ['currency currency-invalid']],
    ['brands', { brands: ['', 'a\nb'] }, ['brands[0] id-invalid', 'brands[1] id-invalid']],
    ['too many brands', { brands: Array.from({ length: 501 }, (_, i) => `b${i}`) }, ['brands too-long']],
    ['part types', { partTypes: ['oil-filter', 'Oil Filter'] }, ['partTypes[1] id-invalid']],
  ])('refuses %s', (_, over, faults) => {
    expect(faultsOf(over)).toEqual(faults);
  });

  test.each([
    ['website', 'http://acme.example'],
    ['website', 'javascript:alert(1)'],
    ['website', 'https://user:pw@acme.example'],
    ['website', 'https://10.0.0.1/'],
    ['website', '//acme.example'],
    ['website', `https://acme.example/${'a'.repeat(500)}`],
    ['email', 'a@b.example?subject=x'],
    ['email', 'a b@c.example'],
    ['email', 'a@b'],
    ['email', '"<script>"@b.example'],
    ['phone', 'call me'],
    ['phone', '1;ext=2'],
    ['wechat', 'a b'],
    ['wechat', '<b>acme'],
  ])('refuses as %s %j', (field, value) => {
    const contact = { ...storefrontSettings().contact, [field]: value };
    const code = field === 'website' ? 'link-invalid' : 'format-invalid';
    expect(faultsOf({ contact })).toEqual([`contact.${field} ${code}`]);
  });

  it('names all faults at once, and never fails otherwise', () => {
    expect(faultsOf({ slug: '', radius: -1, currency: '' })).toHaveLength(3);
    const any = anyText(80);
    fc.assert(
      fc.property(any, any, any, fc.array(any, { maxLength: 4 }), (one, two, three, many) => {
        faultsOf({ slug: one, hosts: many, name: { zh: two, en: three }, brands: many, partTypes: many });
        const address = { zh: two, en: three };
        faultsOf({ contact: { phone: one, email: two, wechat: three, website: one, address } });
        faultsOf({ colors: { primary: one, onPrimary: two, header: three, onHeader: one }, languages: many });
      }),
    );
  });
});
