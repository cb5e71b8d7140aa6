import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '../command.ts';
import { CommandFault, EXIT, Refused } from './command-fault.ts';
import { downloadFile } from './file-download.ts';
import type { PlatformClient } from './platform-client.ts';
import {
  noPositionals,
  type Outcome,
  oneOf,
  openSession,
  type RemoteCommand,
  type RemoteContext,
  type Session,
} from './remote-command.ts';
import { bytesText, countText, shown } from './shown-text.ts';
import { transferBar } from './transfer-bar.ts';
import { stateFolder, writePrivately } from './user-folders.ts';

const TABLES = ['csv', 'ndjson', 'xlsx'] as const;
const FORMATS = {
  parts: [...TABLES, 'pies-7.2', 'pies-8.0', 'pies-workbook'],
  fitments: [...TABLES, 'aces-3.1', 'aces-4.2', 'aces-5.0'],
} as const;
const KINDS = ['parts', 'fitments'] as const;
const FIRST_MS = 100;
const LONGEST_MS = 2_000;

interface ExportView {
  exportId: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  rows: number;
  failure: string | null;
  losses: number;
  asOf: string | null;
  file: { filename: string; bytes: number; sha256: string } | null;
}

interface Loss {
  code: string;
  what: string;
  count: number;
  partNumbers: string[];
}

const pull: RemoteCommand = {
  usage: `qipei pull --format csv|ndjson|xlsx|pies-7.2|pies-8.0|pies-workbook|aces-3.1|aces-4.2|aces-5.0 [--kind parts|fitments] [-o FILE]
    [--brand NAME]… [--part-type ID]… [--number NUMBER]… [--feed NAME] [--since TIME] [--set NAME=TEXT]… [--gzip] [--profile NAME]
    [--patience SECONDS] [--json]
  Has a file of what you publish made, and downloads it; goes on where it stood when the line or the command broke off.
`,
  options: {
    kind: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string', short: 'o' },
    brand: { type: 'string', multiple: true },
    'part-type': { type: 'string', multiple: true },
    number: { type: 'string', multiple: true },
    feed: { type: 'string' },
    since: { type: 'string' },
    set: { type: 'string', multiple: true },
    gzip: { type: 'boolean' },
  },
  async run({ values, positionals }, context) {
    noPositionals(positionals);
    const request = requestOf(values);
    const out = values.out === undefined ? undefined : String(values.out);
    if (out === '-' || out === '') throw new UsageError('what is downloaded goes to a file: -o FILE');
    using session = await openSession(values, context);
    const { client } = session;
    const record = recordOf(session, request, out, context.env);
    const exportId = (await goingOn(record, client)) ?? (await start(request, record, client));
    const made = await followExport(client, exportId, context);
    if (made.file === null) {
      await rm(record, { force: true });
      const message = `The export is ${made.state}${made.failure === null ? '' : `: ${shown(made.failure)}`}.`;
      throw new CommandFault({ code: 'export-failed', message, exitCode: EXIT.found });
    }
    const target = out ?? localName(made.file.filename);
    const path = `/v1/exports/${encodeURIComponent(exportId)}`;
    const bar = transferBar(context.bar(), made.file.bytes, 'received');
    const download = { client, path: `${path}/file`, target, resumeAs: exportId, sha256: made.file.sha256 };
    await downloadFile({ ...download, onProgress: bar.at }).finally(bar.end);
    const { body } = made.losses === 0 ? { body: { losses: [] } } : await client.ask('GET', `${path}/losses`);
    await rm(record, { force: true });
    return outcome(target, made, body.losses as Loss[]);
  },
};

/** What is asked for, as the route takes it. @throws UsageError */
function requestOf(values: Record<string, unknown>): Record<string, unknown> {
  const given = values.format === undefined ? undefined : String(values.format);
  const ofFormat = KINDS.filter(
    (kind) => given !== undefined && (FORMATS[kind] as readonly string[]).includes(given),
  );
  const kind = oneOf('--kind', KINDS, values.kind) ?? (ofFormat.length === 1 ? ofFormat[0] : 'parts');
  const format = oneOf('--format', FORMATS[kind ?? 'parts'], given);
  if (format === undefined) throw new UsageError('name the --format');
  const list = (name: string) => (values[name] as string[] | undefined) ?? [];
  const [brands, partTypes, numbers] = [list('brand'), list('part-type'), list('number')];
  const settings = list('set').map((each) => {
    const at = each.indexOf('=');
    if (at < 1) throw new UsageError('--set is NAME=TEXT');
    return [each.slice(0, at), each.slice(at + 1)] as const;
  });
  return {
    ...{ kind, format, gzip: values.gzip === true, settings: Object.fromEntries(settings) },
    selection: {
      ...(brands.length > 0 && { brands }),
      ...(partTypes.length > 0 && { partTypes }),
      ...(numbers.length > 0 && { numbers }),
      ...(values.feed !== undefined && { feed: String(values.feed) }),
      ...(values.since !== undefined && { updatedSince: instantOf(String(values.since)) }),
    },
  };
}

/** @throws UsageError */
function instantOf(text: string): string {
  const at = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(at.getTime())) return at.toISOString();
  throw new UsageError('--since is a time such as 2026-03-01 or 2026-03-01T08:00:00Z');
}

/** Where the export that is under way is remembered, until its file is here. */
function recordOf(
  { profile, key }: Session,
  request: unknown,
  out: string | undefined,
  env: NodeJS.ProcessEnv,
): string {
  const what = JSON.stringify([profile.url, key.tenant, request, process.cwd(), out ?? '']);
  const name = createHash('sha256').update(what).digest('hex').slice(0, 32);
  return join(stateFolder(env), 'pulls', `${name}.json`);
}

/** The export that a run before this one began, where it is still there. */
async function goingOn(record: string, client: PlatformClient): Promise<string | undefined> {
  const text = await readFile(record, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { exportId } = JSON.parse(text) as { exportId: unknown };
    const { body } = await client.ask('GET', `/v1/exports/${encodeURIComponent(String(exportId))}`);
    return ['queued', 'running', 'done'].includes(body.export.state) ? String(exportId) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Refused && error.status === 404)) return undefined;
    throw error;
  }
}

async function start(request: unknown, record: string, client: PlatformClient): Promise<string> {
  const sent = Buffer.from(JSON.stringify(request));
  const headers = { 'content-type': 'application/json', 'content-length': sent.length };
  const { body } = await client.ask('POST', '/v1/exports', { headers, body: sent });
  const { exportId } = body.export as ExportView;
  await writePrivately(record, JSON.stringify({ exportId }));
  return exportId;
}

async function followExport(
  client: PlatformClient,
  exportId: string,
  context: RemoteContext,
): Promise<ExportView> {
  const bar = context.bar();
  try {
    for (let wait = FIRST_MS; ; wait = Math.min(LONGEST_MS, wait * 1.3)) {
      const { body } = await client.ask('GET', `/v1/exports/${encodeURIComponent(exportId)}`);
      const made = body.export as ExportView;
      if (made.state !== 'queued' && made.state !== 'running') return made;
      // How many there will be isn't known.
      bar.update(0, made.state === 'queued' ? 'waits for its turn' : `${countText(made.rows)} written`);
      await pause(wait, undefined, { signal: context.signal });
    }
  } finally {
    bar.end();
  }
}

/** In the folder that one is in, whatever the platform says. */
function localName(filename: string): string {
  const name = basename(filename.replaceAll('\\', '/')).replaceAll(/[^\p{L}\p{N}._ -]/gu, '_');
  return name === '' || name.startsWith('.') ? 'qipei-export' : name;
}

function outcome(target: string, made: ExportView, losses: Loss[]): Outcome {
  const { rows, asOf, file } = made;
  const lines = losses.map(
    ({ code, what, count, partNumbers }) =>
      `  ${shown(code)}: ${shown(what)}, ${countText(count)}; such as ${shown(partNumbers.slice(0, 3).join('; '))}\n`,
  );
  const head = `${target}: ${countText(rows)} rows, ${bytesText(file?.bytes ?? 0)}, as of ${asOf ?? 'now'}\n`;
  const text = lines.length === 0 ? head : `${head}What the format can’t hold:\n${lines.join('')}`;
  return { text, json: { file: target, export: made, losses } };
}

export const PULL_COMMANDS: Record<string, RemoteCommand> = { pull };
