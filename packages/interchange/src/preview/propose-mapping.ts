import { type ColumnSpec, headingKey } from '../columns.ts';
import type { FileMapping } from '../file-mapping.ts';
import { conditionHeading } from './condition-heading.ts';
import { type HeadingMatch, headingMatcher, type ProposalReason } from './heading-match.ts';
import { idHeading } from './id-heading.ts';
import { looksOf, type ValueLook } from './value-looks.ts';

export interface HeadingProposal {
  /** From 0. */
  position: number;
  heading: string;
  /** Empty where nothing takes the column. */
  field: string;
  /** From 0 to 1. */
  confidence: number;
  reason: ProposalReason | '';
  /** The word, or the look of the values, that it goes by. */
  evidence: string;
  /** What its values are to be led by, to be typed ids; empty for nothing. */
  prefix: string;
  samples: string[];
}

export interface ProposalInput {
  headings: readonly string[];
  /** Rows under the headings. */
  rows: readonly (readonly string[])[];
  columns: readonly ColumnSpec[];
  mapping: FileMapping | undefined;
  knownBrands?: ReadonlySet<string>;
}

/** Headings that are looked into; a table may have any number. */
export const MAX_PROPOSALS = 500;
const MAX_SAMPLES = 5;
const ENOUGH = 0.45;

/** Fields that values of a look may belong to, and how much the look alone says. */
const FIELDS_OF_LOOK: Record<ValueLook, readonly [field: string, confidence: number][]> = {
  vin: [['vin', 0.8]],
  gtin: [['gtin', 0.7]],
  currency: [['currency', 0.7]],
  brand: [['brand', 0.75]],
  year: [
    ['modelYear', 0.5],
    ['yearFrom', 0.5],
  ],
  years: [['years', 0.85]],
  displacement: [['displacementL', 0.75]],
  'engine-size': [],
  decimal: [['price', 0.5]],
  'whole-number': [],
  'part-number': [['partNumber', 0.5]],
};
/** What the values of a field have to look like, where they look like something. */
const LOOKS_OF_FIELD: Readonly<Record<string, readonly ValueLook[]>> = {
  gtin: ['gtin', 'whole-number'],
  price: ['decimal', 'whole-number'],
  quantity: ['whole-number', 'decimal'],
  currency: ['currency'],
  modelYear: ['year'],
  yearFrom: ['year'],
  yearTo: ['year'],
  brand: ['brand'],
  make: ['brand'],
};

const ENGINE_SIZES: ReadonlySet<ValueLook> = new Set(['displacement', 'engine-size']);

/** Which field each heading may mean. A field that isn't a list goes to the heading that it fits best. */
export function proposeMapping(input: ProposalInput): HeadingProposal[] {
  const { columns, rows } = input;
  const headings = input.headings.slice(0, MAX_PROPOSALS);
  const match = headingMatcher(columns);
  const meant = new Map(input.mapping?.headings.map((each) => [headingKey(each.heading), each]) ?? []);
  const proposals: HeadingProposal[] = headings.map((heading, position) => ({
    ...{ position, heading, field: '', confidence: 0, reason: '', evidence: '', prefix: '' },
    samples: samplesOf(rows, position),
  }));
  const candidates: (HeadingMatch & { position: number; prefix?: string })[] = [];
  // Ids of Auto Care's tables stand in tables of fitments.
  const hasIds = columns.some(({ name }) => name === 'baseVehicle');
  const conditions = hasIds ? columns.findIndex(({ name }) => name === 'qualifiers') : -1;
  headings.forEach((heading, position) => {
    const told = meant.get(headingKey(heading));
    if (told !== undefined) {
      const column = columns.findIndex(({ name }) => name === told.field);
      if (column >= 0)
        candidates.push({ column, confidence: 2, reason: 'mapping', evidence: heading, position });
      return;
    }
    const values = rows.map((row) => row[position] ?? '');
    const id = hasIds ? idHeading(heading, values) : undefined;
    const column = columns.findIndex(({ name }) => name === id?.field);
    if (id !== undefined && column >= 0) {
      const { prefix } = id;
      candidates.push({ column, confidence: 0.97, reason: 'synonym', evidence: heading, prefix, position });
      return;
    }
    const looks = looksOf(values, input.knownBrands);
    const byHeading = match(heading)
      .filter(({ column: at }) => mayHold(columns[at], values))
      .map((each) => weighed(each, columns, looks));
    const isEngine = looks.some(({ look }) => ENGINE_SIZES.has(look));
    const fields = byHeading.map(({ column: at }) => columns[at]?.name ?? '');
    const condition = conditions < 0 ? undefined : conditionHeading(heading, fields, isEngine);
    if (condition !== undefined)
      candidates.push({ column: conditions, reason: 'synonym', evidence: heading, position, ...condition });
    const byValues = looks.flatMap(({ look, share }) => fieldsOf(look, share, columns));
    for (const each of [...byHeading, ...byValues])
      if (each.confidence >= ENOUGH) candidates.push({ ...each, position });
  });
  candidates.sort((a, b) => b.confidence - a.confidence || a.position - b.position);
  const taken = new Set<number>();
  for (const { column, position, confidence, reason, evidence, prefix = '' } of candidates) {
    const proposal = proposals[position];
    const spec = columns[column];
    if (proposal === undefined || spec === undefined || proposal.field !== '') continue;
    if (taken.has(column) && spec.type !== 'list' && reason !== 'mapping') continue;
    if (taken.has(column) && reason === 'values') continue;
    taken.add(column);
    const rounded = Math.round(Math.min(confidence, 1) * 100) / 100;
    Object.assign(proposal, { field: spec.name, confidence: rounded, reason, evidence, prefix });
  }
  return proposals;
}

/** Of a field that has certain values, the table has at least one. */
function mayHold(column: ColumnSpec | undefined, values: readonly string[]): boolean {
  if (column?.type !== 'enum') return true;
  const known = new Set(
    [...(column.values ?? []), ...Object.keys(column.valueSynonyms ?? {})].map((each) => each.toLowerCase()),
  );
  const given = values.map((value) => value.trim().toLowerCase()).filter((value) => value !== '');
  return given.length === 0 || given.some((value) => known.has(value));
}

/** Values that look like something else than the heading says make it doubtful. */
function weighed(
  match: HeadingMatch,
  columns: readonly ColumnSpec[],
  looks: readonly { look: ValueLook }[],
): HeadingMatch {
  const name = columns[match.column]?.name ?? '';
  // No code of an engine is its size: a row that asked for it would fit nothing.
  if (name === 'engineModel' && looks.some(({ look }) => ENGINE_SIZES.has(look)))
    return { ...match, confidence: 0 };
  const wanted = Object.hasOwn(LOOKS_OF_FIELD, name) ? LOOKS_OF_FIELD[name] : undefined;
  if (wanted === undefined || looks.length === 0 || match.confidence > 0.9) return match;
  const fits = looks.some(({ look }) => wanted.includes(look));
  const opposed = !fits && wanted.some((look) => look !== 'brand');
  return {
    ...match,
    confidence: fits ? Math.min(0.95, match.confidence + 0.1) : match.confidence * (opposed ? 0.6 : 1),
  };
}

function fieldsOf(look: ValueLook, share: number, columns: readonly ColumnSpec[]): HeadingMatch[] {
  return FIELDS_OF_LOOK[look].flatMap(([field, confidence]) => {
    const column = columns.findIndex(({ name }) => name === field);
    return column < 0
      ? []
      : [{ column, confidence: confidence * share, reason: 'values' as const, evidence: look }];
  });
}

function samplesOf(rows: readonly (readonly string[])[], position: number): string[] {
  const values = new Set<string>();
  for (const row of rows) {
    const value = (row[position] ?? '').trim();
    if (value !== '') values.add(value.slice(0, 60));
    if (values.size === MAX_SAMPLES) break;
  }
  return [...values];
}
