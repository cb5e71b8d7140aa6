import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vinIn } from '../search/vin-in-text.ts';
import { wantedOfMessage } from './message-of-vehicle.ts';
import { numbersOf } from './numbers-of-text.ts';

const VIN = 'LFV2A21K8D4103465';

function wantedIn(message: string): string[] {
  return numbersOf(wantedOfMessage(vinIn(message)?.rest ?? '')).numbers.map(({ number }) => number);
}

describe('a message about a car', () => {
  it.each([
    [`车架号：${VIN}\n车牌：粤B12345\n电话：13800138000\n前刹车片一套`, []],
    [`${VIN}\n粤B·12345\n13800138000`, []],
    [`${VIN} 粤 B D12345 138 0013 8000`, []],
    ['2HGES16575H591263, 2005 Honda Civic, 1.7L, brake pads', []],
    [`VIN: ${VIN}\nVW Golf 1.4 TSI 2013\n粤B12345\nTel 13800138000`, []],
    [`${VIN} 客户要 90915-YZZE1、04152-YZZA1\n沪A·D12345`, ['90915-YZZE1', '04152-YZZA1']],
    [`${VIN}\n06D 115 562 *2\n06H 905 110 G\n+86 139-1234-5678`, ['06D 115 562', '06H 905 110 G']],
    [`${VIN}\n90915-20003\n2004-12345`, ['90915-20003', '2004-12345']],
  ])('%j asks for %j', (message, wanted) => {
    expect(wantedIn(message)).toEqual(wanted);
  });

  it('never makes a number of a phone', () => {
    const phone = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.stringMatching(/^\d{9}$/));
    fc.assert(
      fc.property(phone, fc.constantFrom(' ', '\n', '，', ' 电话 '), ([second, digits], before) => {
        expect(wantedIn(`${VIN}${before}1${second}${digits}`)).toEqual([]);
      }),
    );
  });
});
