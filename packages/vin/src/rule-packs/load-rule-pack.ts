import { FIRST_YEAR, LAST_YEAR } from '../year-code.ts';
import { RULE_ATTRIBUTES, RULE_NUMBERS } from './rule-attributes.ts';
import { RuleKeyFault, readRuleKey } from './rule-key.ts';
import {
  MAX_PACK_LENGTH,
  MAX_RULES,
  MAX_RULES_OF_WMI,
  RULE_PACK_FORMAT,
  type Rule,
  type RulePack,
  RulePackError,
  type RulePackFault,
} from './rule-pack.ts';

const MOST_FAULTS = 100;
const MAX_KEY = 200;
const MAX_WMIS = 100;
const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const WMI = /^[A-HJ-NPR-Z0-9]{3}(?:[A-HJ-NPR-Z0-9]{3})?$/;
const NUMBER = /^\d{1,7}(?:\.\d{1,4})?$/;
const CONTROL = /\p{Cc}|\p{Cs}/u;

type Members = Record<string, unknown>;

/** Collects faults; gives up at the hundredth. */
class Faults {
  readonly all: RulePackFault[] = [];

  add(path: string, message: string): void {
    this.all.push({ path, message });
    if (this.all.length >= MOST_FAULTS) throw new RulePackError(this.all);
  }

  members(path: string, value: unknown, allowed: readonly string[]): Members | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.add(path, 'an object is wanted');
      return undefined;
    }
    for (const name of Object.keys(value)) {
      if (!allowed.includes(name)) this.add(path, `no member "${name.slice(0, 40)}" is known`);
    }
    return value as Members;
  }

  text(path: string, value: unknown, most: number): string {
    if (typeof value !== 'string' || value.trim() === '') this.add(path, 'a text is wanted');
    else if (value.length > most) this.add(path, `at most ${most} characters; this has ${value.length}`);
    else if (CONTROL.test(value)) this.add(path, 'control characters are not taken');
    else return value.trim();
    return '';
  }

  whole(path: string, value: unknown, least: number, most: number): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.add(path, `a whole number from ${least} to ${most} is wanted`);
    return least;
  }

  confidence(path: string, value: unknown): number {
    if (typeof value === 'number' && value > 0 && value <= 1) return value;
    this.add(path, 'a number above 0, at most 1, is wanted');
    return 1;
  }
}

/** A member that the object itself has, so that nothing is read from a prototype. */
function member(members: Members, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** Rules that are read at a stretch; some milliseconds. */
const SLICE = 250;

/**
 * Reads a pack from its JSON, or from what the JSON stands for; docs/rule-packs.md describes it.
 * @throws RulePackError that names every fault with its place, a hundred at most
 */
export function loadRulePack(json: unknown): RulePack {
  const reading = readPack(json);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
  }
}

/** `loadRulePack` in slices, between which whoever waits for the same thread has a turn. @throws RulePackError */
export async function loadRulePackInSlices(json: unknown): Promise<RulePack> {
  const reading = readPack(json);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
    await new Promise<void>((resolve) => {
      setTimeout(resolve);
    });
  }
}

function* readPack(json: unknown): Generator<void, RulePack> {
  const faults = new Faults();
  const pack = faults.members('', parsed(json, faults), [
    ...['format', 'id', 'title', 'priority', 'source', 'confidence', 'rules'],
  ]);
  if (pack === undefined) throw new RulePackError(faults.all);
  if (member(pack, 'format') !== RULE_PACK_FORMAT) faults.add('format', `"${RULE_PACK_FORMAT}" is wanted`);
  const id = faults.text('id', member(pack, 'id'), 64);
  if (id !== '' && !ID.test(id)) {
    faults.add(
      'id',
      'lower-case letters, digits, dots, dashes and underlines; the first a letter or a digit',
    );
  }
  const title = pack.title === undefined ? '' : faults.text('title', member(pack, 'title'), 200);
  const priority =
    pack.priority === undefined ? 0 : faults.whole('priority', member(pack, 'priority'), -1_000, 1_000);
  const common = {
    source: pack.source === undefined ? '' : faults.text('source', member(pack, 'source'), 500),
    confidence: faults.confidence('confidence', member(pack, 'confidence')),
  };
  const listed = member(pack, 'rules');
  const byWmi = new Map<string, Rule[]>();
  if (!Array.isArray(listed) || listed.length === 0) faults.add('rules', 'a list of rules is wanted');
  else if (listed.length > MAX_RULES) {
    faults.add('rules', `at most ${MAX_RULES} rules; these are ${listed.length}: make several packs of them`);
  } else {
    for (const [index, each] of listed.entries()) {
      if (index % SLICE === 0) yield;
      const read = readRule(`rules[${index}]`, each, index + 1, common, faults);
      if (read === undefined) continue;
      for (const wmi of read.wmis) {
        const rules = byWmi.get(wmi) ?? [];
        byWmi.set(wmi, rules);
        if (rules.push(read.rule) === MAX_RULES_OF_WMI + 1) {
          faults.add(`rules[${index}].wmi`, `more than ${MAX_RULES_OF_WMI} rules of ${wmi}`);
        }
      }
    }
  }
  if (faults.all.length > 0) throw new RulePackError(faults.all);
  for (const rules of byWmi.values()) rules.sort(firstAsked);
  const ruleCount = (listed as unknown[]).length;
  return { id, title, priority, ruleCount, rules: byWmi };
}

function parsed(json: unknown, faults: Faults): unknown {
  if (typeof json !== 'string') return json;
  if (json.length > MAX_PACK_LENGTH) {
    faults.add('', `at most ${MAX_PACK_LENGTH} characters; this has ${json.length}`);
    throw new RulePackError(faults.all);
  }
  try {
    return JSON.parse(json);
  } catch (error) {
    faults.add('', `no JSON: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`);
    throw new RulePackError(faults.all);
  }
}

/** Priority, then confidence, then the key that looks at more, then the place in the file. */
function firstAsked(a: Rule, b: Rule): number {
  return (
    b.priority - a.priority ||
    b.confidence - a.confidence ||
    b.key.tests.length - a.key.tests.length ||
    a.number - b.number
  );
}

interface RuleRead {
  wmis: ReadonlySet<string>;
  rule: Rule;
}

function readRule(
  path: string,
  value: unknown,
  number: number,
  common: { source: string; confidence: number },
  faults: Faults,
): RuleRead | undefined {
  const rule = faults.members(path, value, [
    ...['wmi', 'years', 'key', 'values', 'source', 'confidence', 'priority'],
  ]);
  if (rule === undefined) return undefined;
  const wmis = readWmis(`${path}.wmi`, member(rule, 'wmi'), faults);
  const years = readYears(`${path}.years`, member(rule, 'years'), faults);
  const source =
    rule.source === undefined ? common.source : faults.text(`${path}.source`, member(rule, 'source'), 500);
  if (source === '' && rule.source === undefined) {
    faults.add(`${path}.source`, 'neither the rule nor the pack says where this is from');
  }
  return {
    wmis,
    rule: {
      ...{ number, source },
      ...years,
      key: readKey(`${path}.key`, member(rule, 'key'), faults),
      priority:
        rule.priority === undefined
          ? 0
          : faults.whole(`${path}.priority`, member(rule, 'priority'), -1_000, 1_000),
      confidence:
        rule.confidence === undefined
          ? common.confidence
          : faults.confidence(`${path}.confidence`, member(rule, 'confidence')),
      values: readValues(`${path}.values`, member(rule, 'values'), faults),
    },
  };
}

function readWmis(path: string, value: unknown, faults: Faults): Set<string> {
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  if (listed.length === 0 || listed.length > MAX_WMIS) {
    faults.add(path, `1 to ${MAX_WMIS} WMIs are wanted`);
    return new Set();
  }
  for (const wmi of listed) {
    if (typeof wmi !== 'string' || !WMI.test(wmi) || (wmi[2] === '9') !== (wmi.length === 6)) {
      faults.add(
        path,
        'three capital letters or digits without I, O, Q are wanted; six where the third is 9',
      );
      return new Set();
    }
  }
  return new Set(listed as string[]);
}

function readYears(path: string, value: unknown, faults: Faults): Pick<Rule, 'years'> {
  if (value === undefined) return {};
  const years = faults.members(path, value, ['from', 'to']) ?? {};
  const year = (name: 'from' | 'to', open: number): number =>
    years[name] === undefined
      ? open
      : faults.whole(`${path}.${name}`, member(years, name), FIRST_YEAR, LAST_YEAR);
  const from = year('from', FIRST_YEAR);
  const to = year('to', LAST_YEAR);
  if (from > to) faults.add(path, `${from} comes after ${to}`);
  return { years: { from, to } };
}

function readKey(path: string, value: unknown, faults: Faults): Rule['key'] {
  const text = faults.text(path, value, MAX_KEY);
  if (text === '') return { length: 0, tests: [] };
  try {
    return readRuleKey(text);
  } catch (error) {
    if (!(error instanceof RuleKeyFault)) throw error;
    faults.add(path, error.message);
    return { length: 0, tests: [] };
  }
}

function readValues(path: string, value: unknown, faults: Faults): Rule['values'] {
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    Object.keys(value).length === 0
  ) {
    faults.add(path, 'an object of attributes and values is wanted');
    return [];
  }
  return Object.entries(value).map(([name, given]): [string, string] => {
    const at = `${path}.${name.slice(0, 40)}`;
    if (!RULE_ATTRIBUTES.has(name))
      faults.add(at, 'no rule can say this; docs/rule-packs.md lists what it can');
    const text = faults.text(at, typeof given === 'number' ? String(given) : given, 200);
    if (text !== '' && RULE_NUMBERS.has(name) && !NUMBER.test(text)) faults.add(at, 'a number is wanted');
    return [name, text];
  });
}
