import { newId, systemClock } from '@qipei/kernel';
import { expect } from 'vitest';
import { settleForeignIds } from '../../application/foreign-ids.ts';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import { idOf, type OpenedParts, trace } from '../../domain/part-contract.fixture.ts';
import { partImport } from './part-import.ts';

const { signal } = new AbortController();
export const TYPE = 'pcdb.partTerminology:1896';

type Opened = Pick<OpenedParts, 'reader' | 'writer'> & { foreignIds: ForeignIds };

export async function settleAll(foreignIds: ForeignIds): Promise<void> {
  while ((await settleForeignIds({ foreignIds }, { now: new Date(), traceparent: trace })) > 0);
}

export const means = (foreignIds: ForeignIds, value: string) =>
  foreignIds.change('acme', 'part-type', { set: [{ foreignId: TYPE, value }], remove: [] });

/** Rows that have been read by what the type means; they are written when it is asked. */
export async function readRows({ writer, foreignIds }: Opened, ...numbers: string[]) {
  const kind = partImport({ writer, foreignIds, clock: systemClock, staging: undefined });
  const context = { tenant: 'acme', jobId: newId('parts'), settings: {}, traceparent: trace };
  const rows = numbers.map((partNumber, at) => {
    return { row: at + 1, line: at + 2, values: { brand: 'BOSCH', partNumber, partType: TYPE } };
  });
  const prepared = await kind.prepare(rows, { ...context, signal });
  return async () => await kind.apply(prepared, { ...context, rowsBefore: 0 });
}

export async function typeOf({ reader }: Opened, partNumber: string): Promise<string | undefined> {
  const partId = await idOf(reader, 'acme', partNumber);
  return (await reader.find('acme', partId))?.partTypeId;
}

/** What an import reads before it writes, and somebody changes in between. */
export async function meaningsOfAnImportContract(opened: Opened): Promise<void> {
  const { foreignIds } = opened;
  await means(foreignIds, 'oil-filter');
  await settleAll(foreignIds);
  const write = await readRows(opened, 'A');
  await means(foreignIds, 'brake-disc');
  await settleAll(foreignIds);
  expect(await write()).toMatchObject({ created: 1 });
  await settleAll(foreignIds);
  expect(await typeOf(opened, 'A')).toBe('brake-disc');
}
