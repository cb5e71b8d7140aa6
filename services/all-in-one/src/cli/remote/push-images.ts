import { open } from 'node:fs/promises';
import { UsageError } from '../command.ts';
import { CommandFault, EXIT } from './command-fault.ts';
import { imageFiles } from './image-files.ts';
import { knownBrands, ownPartsOf, plannedImages } from './image-plan.ts';
import { type ImageResult, pushImages, resultOf } from './image-push.ts';
import { openImageRecords } from './image-records.ts';
import type { Outcome, RemoteContext, Session } from './remote-command.ts';
import { countText, shown } from './shown-text.ts';

/** What is said of a folder that is sent. */
export const IMAGE_OPTIONS = {
  brand: { type: 'string' },
  'dry-run': { type: 'boolean' },
  replace: { type: 'boolean' },
  report: { type: 'string' },
} as const;

const FIRST_FAULTS = 20;
const OF_ONE = {
  'put-up': 'put up',
  replaced: 'replaced',
  unchanged: 'unchanged',
  refused: 'refused',
  'not-sent': 'not sent',
  planned: 'planned',
};

/** Pictures of a folder, each to the part that its name is the number of. @throws CommandFault, UsageError, the system's error */
export async function pushFolder(
  folder: string,
  values: Record<string, unknown>,
  session: Session,
  context: RemoteContext,
): Promise<Outcome> {
  const { client, key, profile } = session;
  if (!key.scopes.includes('imports:write') || !key.scopes.includes('catalog:read')) {
    const message = 'The key may not put up pictures: it wants the scopes imports:write and catalog:read.';
    throw new CommandFault({ code: 'scope-missing', message, exitCode: EXIT.key });
  }
  const { images, others } = await imageFiles(folder);
  if (images.length === 0) throw new UsageError(`'${folder}' has no pictures: .jpg, .png or .webp`);
  const brand = values.brand === undefined ? undefined : String(values.brand);
  const numbers = images.flatMap(({ readings }) => readings.map(({ number }) => number));
  // Before anything is sent: what comes of it is to be known.
  await using report = values.report === undefined ? undefined : await open(String(values.report), 'w');
  const parts = await ownPartsOf(numbers, { client, tenant: key.tenant, brand });
  const planned = plannedImages(images, parts, await knownBrands(client));
  const dryRun = values['dry-run'] === true;
  const { results, stopped } = dryRun
    ? { results: planned.map((each) => resultOf(each, each.part ? 'planned' : 'refused')) }
    : await sent();
  await report?.writeFile(reportCsv(results));
  return { ...outcome({ results, others, dryRun }), ...(stopped !== undefined && { stopped }) };

  async function sent(): Promise<{ results: ImageResult[]; stopped?: unknown }> {
    const records = await openImageRecords({ url: profile.url, tenant: key.tenant }, context.env);
    const bar = context.bar();
    const onDone = (done: number) =>
      bar.update(done / planned.length, `${countText(done)} of ${countText(planned.length)} pictures`);
    try {
      return await pushImages(planned, { client, records, replace: values.replace === true, onDone });
    } finally {
      bar.end();
    }
  }
}

function outcome({
  results,
  others,
  dryRun,
}: {
  results: ImageResult[];
  others: string[];
  dryRun: boolean;
}): Outcome {
  const counts = Object.fromEntries(
    Object.keys(OF_ONE).map((each) => [each, results.filter(({ outcome: it }) => it === each).length]),
  );
  const refused = results.filter(({ outcome: it }) => it === 'refused');
  const unordered = results.filter(({ outcome: it, code }) => it !== 'refused' && code !== null);
  const parts = new Set(results.flatMap(({ partId }) => partId ?? [])).size;
  const told = Object.entries(OF_ONE).filter(([each]) => (counts[each] ?? 0) > 0);
  const text = [
    ...(dryRun ? results.filter(({ partId }) => partId !== null).map(plannedText) : []),
    `${countText(results.length)} pictures of ${countText(parts)} parts: ${told
      .map(([each, name]) => `${countText(counts[each] ?? 0)} ${name}`)
      .join(', ')}`,
    ...(others.length > 0
      ? [
          `  files left out, as no pictures or links: ${countText(others.length)}, such as '${shown(others[0] ?? '', 80)}'`,
        ]
      : []),
    ...(refused.length > 0 ? ['Refused:', ...refused.slice(0, FIRST_FAULTS).map(refusedText)] : []),
    ...(unordered.length > 0 ? ['Not in order:', ...unordered.slice(0, FIRST_FAULTS).map(refusedText)] : []),
    ...(Math.max(refused.length, unordered.length) > FIRST_FAULTS
      ? ['  … all of them, in a file: --report FILE.csv']
      : []),
  ];
  return {
    text: text.map((line) => `${line}\n`).join(''),
    json: { dryRun, counts, parts, results, others },
    exitCode: refused.length + unordered.length > 0 ? EXIT.found : EXIT.done,
  };
}

function plannedText({ file, brand, partNumber, place, message }: ImageResult): string {
  const part = `${shown(brand ?? '', 60)} ${shown(partNumber ?? '', 60)}`;
  const further = place === 0 ? '' : `, picture ${place + 1}`;
  return `  ${shown(file, 120)} -> ${part}${further}${message === null ? '' : `. ${shown(message)}`}`;
}

function refusedText({ file, code, message }: ImageResult): string {
  return `  ${shown(file, 120)}: ${shown(message ?? '')} (${shown(code ?? '', 60)})`;
}

const COLUMNS = [
  'file',
  'outcome',
  'brand',
  'partNumber',
  'partId',
  'imageName',
  'place',
  'code',
  'message',
] as const;

/** A line a file. No spreadsheet computes a cell of it. */
function reportCsv(results: readonly ImageResult[]): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '');
    return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  };
  const lines = results.map((result) => COLUMNS.map((column) => cell(result[column])).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}
