import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draftOf,
  fitsRequest,
  mappingOf,
  meaningIn,
  readAnew,
  withColumn,
  withConstant,
} from './mapping-draft.ts';

const MAPPING = {
  columns: { 产品型号: 'partNumber', 功率: { field: 'powerKw', unit: 'ps' }, 备注: null },
  constants: { brand: 'Ketto' },
  sheet: '价目表',
  headerRow: 3,
  delimiter: ';',
  encoding: 'gb18030',
  decimal: ',',
};

describe('a mapping that is edited', () => {
  it('is sent as it came where nothing was changed', () => {
    expect(mappingOf(draftOf(MAPPING))).toEqual(MAPPING);
    expect(mappingOf(draftOf({}))).toEqual({});
  });

  it('has the heading once, however it is spelt', () => {
    const draft = withColumn(draftOf({ columns: { 'Part No': 'partNumber' } }), 'part_no', null);
    expect(mappingOf(draft)).toEqual({ columns: { 'Part No': null } });
    expect(meaningIn(draft, 'ＰＡＲＴ ＮＯ')).toBeNull();
    expect(meaningIn(draft, 'other')).toBeUndefined();
  });

  it('takes headings of any name', () => {
    const means = { field: 'brand', unit: '', prefix: '' };
    const draft = withColumn(withColumn(draftOf({}), '__proto__', means), 'constructor', null);
    expect(JSON.stringify(mappingOf(draft))).toBe('{"columns":{"__proto__":"brand","constructor":null}}');
    const back = draftOf(JSON.parse('{"columns":{"__proto__":"brand"}}'));
    expect(meaningIn(back, '__proto__')).toEqual(means);
  });

  it('has constants while they have a value, and finds columns anew where the table is another', () => {
    const draft = withConstant(withConstant(draftOf(MAPPING), 'market', 'CN'), 'brand', '');
    expect(mappingOf(draft).constants).toEqual({ market: 'CN' });
    expect(mappingOf(readAnew(draft, { sheet: 'B' }))).toEqual({
      ...{ constants: { market: 'CN' }, sheet: 'B', delimiter: ';', encoding: 'gb18030', decimal: ',' },
    });
  });

  it('reads any JSON, and gives back what it understood of it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (given) => {
        const once = mappingOf(draftOf(given));
        expect(mappingOf(draftOf(JSON.parse(JSON.stringify(once))))).toEqual(once);
      }),
    );
  });

  it('goes with a request while its head has room', () => {
    expect(fitsRequest(JSON.stringify(MAPPING))).toBe(true);
    expect(fitsRequest('型'.repeat(1_400))).toBe(false);
    expect(fitsRequest('x'.repeat(8_001))).toBe(false);
  });
});
