// A mapping as POST /v1/imports takes it. A heading may be called anything, `__proto__` too: columns are held in maps.

/** What a column is read as. */
export interface ColumnMeaning {
  field: string;
  /** Empty for the field's own. */
  unit: string;
  /** Put before every value. */
  prefix: string;
}

export interface MappingDraft {
  /** By heading; null: the column isn't taken. */
  columns: ReadonlyMap<string, ColumnMeaning | null>;
  /** By field: what it is where a row doesn't say. */
  constants: ReadonlyMap<string, string>;
  /** Empty, or 0: found by looking. */
  sheet: string;
  headerRow: number;
  delimiter: string;
  encoding: string;
  decimal: string;
}

/** How the platform tells headings apart: without case, width, blanks, dashes and underscores. */
export function headingKey(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-\u200B\uFEFF]+/g, '');
}

/** What can't be read of it is left out. */
export function draftOf(mapping: unknown): MappingDraft {
  const { columns, constants, sheet, headerRow, delimiter, encoding, decimal } = asObject(mapping);
  return {
    columns: new Map(
      Object.entries(asObject(columns)).map(([heading, means]) => [heading, meaningOf(means)]),
    ),
    constants: new Map(
      Object.entries(asObject(constants)).flatMap(([field, value]) =>
        typeof value === 'string' ? [[field, value]] : [],
      ),
    ),
    headerRow: typeof headerRow === 'number' ? headerRow : 0,
    ...{ sheet: textOf(sheet), delimiter: textOf(delimiter) },
    ...{ encoding: textOf(encoding), decimal: textOf(decimal) },
  };
}

/** As it is sent: without what is found by looking. */
export function mappingOf(draft: MappingDraft): Record<string, unknown> {
  const { columns, constants, sheet, headerRow, delimiter, encoding, decimal } = draft;
  // `fromEntries` makes an own member of whatever name.
  const sentColumns = Object.fromEntries(
    [...columns].map(([heading, means]) => [heading, sentMeaning(means)]),
  );
  return {
    ...(columns.size > 0 && { columns: sentColumns }),
    ...(constants.size > 0 && { constants: Object.fromEntries(constants) }),
    ...(sheet !== '' && { sheet }),
    ...(headerRow > 0 && { headerRow }),
    ...(delimiter !== '' && { delimiter }),
    ...(encoding !== '' && { encoding }),
    ...(decimal !== '' && { decimal }),
  };
}

export function meaningIn(draft: MappingDraft, heading: string): ColumnMeaning | null | undefined {
  const name = spelling(draft, heading);
  return name === undefined ? undefined : draft.columns.get(name);
}

/** The draft with another meaning of a heading, in whatever spelling the draft has it. */
export function withColumn(draft: MappingDraft, heading: string, means: ColumnMeaning | null): MappingDraft {
  const columns = new Map(draft.columns);
  columns.set(spelling(draft, heading) ?? heading, means);
  return { ...draft, columns };
}

/** An empty value takes the constant away. */
export function withConstant(draft: MappingDraft, field: string, value: string): MappingDraft {
  const constants = new Map(draft.constants);
  if (value === '') constants.delete(field);
  else constants.set(field, value);
  return { ...draft, constants };
}

/** Where the table is read in another way its headings may be others: what they mean is found anew. */
export function readAnew(
  draft: MappingDraft,
  change: Partial<Pick<MappingDraft, 'sheet' | 'headerRow' | 'delimiter' | 'encoding'>>,
): MappingDraft {
  return { ...draft, columns: new Map(), ...(change.sheet !== undefined && { headerRow: 0 }), ...change };
}

/** Whether it is short enough to go with a request; a longer one has to be saved as a profile. */
export function fitsRequest(mapping: string): boolean {
  return mapping.length <= 8_000 && encodeURIComponent(mapping).length <= 12_000;
}

function spelling({ columns }: MappingDraft, heading: string): string | undefined {
  if (columns.has(heading)) return heading;
  const key = headingKey(heading);
  return [...columns.keys()].find((each) => headingKey(each) === key);
}

function sentMeaning(means: ColumnMeaning | null): unknown {
  if (means === null || (means.unit === '' && means.prefix === '')) return means?.field ?? null;
  const { field, unit, prefix } = means;
  return { field, ...(unit !== '' && { unit }), ...(prefix !== '' && { prefix }) };
}

function meaningOf(means: unknown): ColumnMeaning | null {
  if (typeof means === 'string') return means === '' ? null : { field: means, unit: '', prefix: '' };
  const { field, unit, prefix } = asObject(means);
  if (textOf(field) === '') return null;
  return { field: textOf(field), unit: textOf(unit), prefix: textOf(prefix) };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
