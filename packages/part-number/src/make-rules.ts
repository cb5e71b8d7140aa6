import type { MakeRule } from './make-rule.ts';
import { byd, chery, chinaStandard, geely, greatWall } from './rules/chinese-makes.ts';
import { fiat, psa, renault, volvo } from './rules/european-makes.ts';
import { bmw, mercedes, vwGroup } from './rules/german-makes.ts';
import { honda, isuzu, mazda, mitsubishi, nissan, subaru, suzuki, toyota } from './rules/japanese-makes.ts';
import { ford, gm, hyundaiKia, mopar } from './rules/korean-and-american-makes.ts';
import { ate, bosch, denso, hella, mahle, mann, ngk, skf, valeo, zfSachs } from './rules/parts-brands.ts';

/**
 * Counts the changes by which a number that is stored gets another key, or a make another space. Who stores keys keeps
 * this beside them, and folds everything anew where it differs.
 */
export const KEY_RULES_VERSION = 2;

/** Every rule; a further make is one more entry here and a file of its numbers in the tests. */
export const MAKE_RULES: readonly MakeRule[] = [
  vwGroup,
  mercedes,
  bmw,
  fiat,
  psa,
  renault,
  volvo,
  toyota,
  honda,
  nissan,
  mazda,
  subaru,
  mitsubishi,
  suzuki,
  isuzu,
  hyundaiKia,
  gm,
  ford,
  mopar,
  greatWall,
  chery,
  byd,
  geely,
  chinaStandard,
  bosch,
  denso,
  mann,
  mahle,
  ngk,
  valeo,
  zfSachs,
  skf,
  ate,
  hella,
];

const byMake = new Map<string, MakeRule>();
for (const rule of MAKE_RULES) for (const make of rule.makes) byMake.set(makeKey(make), rule);

/** A make's name for comparison: NFKC, upper case, letters and digits of any script. */
export function makeKey(make: string): string {
  return make
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** What sellers put before and behind a make's name: a partner of a joint venture, the company's form, that it is genuine. */
const BEFORE =
  /^(?:一汽|上汽|上海|东风|广汽|广州|长安|北京|北汽|华晨|东南|江铃|昌河|进口|原厂|正厂|纯正|德国|日本|GENUINE|ORIGINAL)/;
const BEHIND =
  /(?:股份有限公司|有限公司|股份|集团|汽车|原厂配件|原厂件|原厂|原装|正厂|纯正|配件|GENUINE|ORIGINAL|PARTS|OEM|OE|AG|MOTORS|MOTOR|GROUP|CORPORATION|CORP|AUTOMOBILE|AUTOMOBILES|AUTO)$/;
const MAX_MAKE_LENGTH = 100;

/** The rule of a make in Chinese or English, with a joint venture's partner or `原厂`, `genuine` and the like beside it. */
export function ruleOfMake(make: string): MakeRule | undefined {
  if (make.length > MAX_MAKE_LENGTH) return undefined;
  const key = makeKey(make);
  const known = byMake.get(key);
  if (known !== undefined) return known;
  const bare = without(key, BEHIND);
  return byMake.get(bare) ?? byMake.get(without(key, BEFORE)) ?? byMake.get(without(bare, BEFORE));
}

/** Several may stand together: `TOYOTA GENUINE PARTS`. */
function without(key: string, words: RegExp): string {
  let bare = key;
  for (let n = 0; n < 3; n += 1) bare = bare.replace(words, '');
  return bare;
}
