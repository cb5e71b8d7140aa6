import { describe, expect, it } from 'vitest';
import {
  draftOf,
  formField,
  hostsOf,
  inputOf,
  isAsSent,
  type LookSettings,
  logoFault,
  withTypedSince,
} from './look-draft.ts';

const SETTINGS = {
  slug: 'demo',
  hosts: ['demo.localhost', 'parts.example'],
  name: { zh: '示范汽配', en: null },
  tagline: { zh: null, en: 'Every part' },
  colors: { primary: '#1456b8', onPrimary: null, header: '#0f2a4a', onHeader: null },
  radius: 6,
  languages: ['zh-CN', 'en'],
  defaultLanguage: 'zh-CN',
  currency: 'CNY',
  brands: ['b1'],
  partTypes: ['oil-filter'],
  access: 'open',
  contact: { phone: '1', email: null, wechat: null, website: null, address: { zh: '沪', en: null } },
  logo: null,
  version: 3,
  updatedAt: null,
} as unknown as LookSettings;

describe('the form', () => {
  it('sends what it was filled with, nothing lost', () => {
    const { logo, updatedAt, version, shown, ...rest } = SETTINGS;
    expect(inputOf(draftOf(SETTINGS), 3)).toEqual({
      ...rest,
      ...{ name: { zh: '示范汽配', en: '' }, tagline: { zh: '', en: 'Every part' }, version: 3 },
      colors: { primary: '#1456b8', onPrimary: '', header: '#0f2a4a', onHeader: '' },
      contact: { phone: '1', email: '', wechat: '', website: '', address: { zh: '沪', en: '' } },
    });
    expect(inputOf(draftOf(SETTINGS), undefined)).not.toHaveProperty('version');
  });

  it('begins with something where there is nothing yet', () => {
    const draft = draftOf(null);
    expect(inputOf({ ...draft, slug: ' acme ', currency: 'usd' }, undefined)).toMatchObject({
      ...{ slug: 'acme', currency: 'USD', hosts: [], access: 'members' },
    });
  });

  it('takes hosts in any way of listing them', () => {
    expect(hostsOf(' a.example\nb.example, c.example；汽配.example \n')).toEqual([
      ...['a.example', 'b.example', 'c.example', '汽配.example'],
    ]);
    expect(hostsOf(' \n')).toEqual([]);
  });

  it('holds a fault against what was sent, not against what was mended since', () => {
    const sent = draftOf(SETTINGS);
    const draft = { ...sent, slug: 'x', name: { zh: 'x', en: '' }, phone: '2' };
    for (const field of ['slug', 'name.zh', 'contact.phone'])
      expect(isAsSent(field, sent, draft)).toBe(false);
    for (const field of ['hosts', 'name.en', 'contact.address.zh', 'colors.primary', 'no.such'])
      expect(isAsSent(field, sent, draft)).toBe(true);
    expect(isAsSent('slug', undefined, draft)).toBe(false);
  });

  it('tells a fault of one entry at the list', () => {
    expect(['hosts[2]', 'name.zh', 'partTypes[0].x'].map(formField)).toEqual([
      ...['hosts', 'name.zh', 'partTypes'],
    ]);
  });
});

it('a logo is a picture of the three kinds that isn’t too large', () => {
  expect(logoFault({ type: 'image/png', size: 512 * 1024 })).toBeUndefined();
  expect(logoFault({ type: 'image/png', size: 512 * 1024 + 1 })).toBe('logo-too-large');
  for (const type of ['image/svg+xml', 'text/html', ''])
    expect(logoFault({ type, size: 1 })).toBe('logo-type');
});

it('what was typed while it was saved stays, field by field, and all else is as it was saved', () => {
  const sent = draftOf(SETTINGS);
  // As the platform has made of it.
  const saved = {
    ...sent,
    hosts: 'demo.localhost',
    name: { zh: '示范汽配', en: 'Demo' },
    brands: ['b1', 'b2'],
  };
  const now = { ...sent, name: { ...sent.name, zh: '新店' }, radius: 0, partTypes: [], phone: '' };
  expect(withTypedSince(saved, sent, now)).toEqual({
    ...saved,
    ...{ name: { zh: '新店', en: 'Demo' }, radius: 0, partTypes: [], phone: '' },
  });
  expect(withTypedSince(saved, sent, sent)).toEqual(saved);
});
