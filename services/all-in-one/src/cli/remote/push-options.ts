import { readFile } from 'node:fs/promises';
import { UsageError } from '../command.ts';
import { KINDS, type Kind } from './file-kind.ts';
import { oneOf, onlyPositional } from './remote-command.ts';

export const FORMATS = ['csv', 'ndjson', 'xlsx', 'vcdb', 'aces', 'pies', 'pies-workbook', 'auto'] as const;

/** What is said of a file that is sent. */
export const FILE_OPTIONS = {
  kind: { type: 'string' },
  format: { type: 'string' },
  mapping: { type: 'string' },
  'profile-mapping': { type: 'string' },
  feed: { type: 'string' },
  submission: { type: 'string' },
  'bad-cells': { type: 'string' },
} as const;

export interface FileWanted {
  path: string;
  kind: Kind | undefined;
  /** What the import is told beside the kind; what wasn't given isn't there. */
  parameters: Record<string, string>;
}

/** @throws UsageError, the system's error */
export async function readFileOptions(
  values: Record<string, unknown>,
  positionals: readonly string[],
): Promise<FileWanted> {
  const path = onlyPositional(positionals, 'the file');
  if (values.mapping !== undefined && values['profile-mapping'] !== undefined)
    throw new UsageError('--mapping and --profile-mapping exclude each other');
  const mapping = values.mapping === undefined ? undefined : await mappingOf(String(values.mapping));
  const given: Record<string, string | undefined> = {
    format: oneOf('--format', FORMATS, values.format) ?? 'auto',
    mapping,
    profile: textOf(values['profile-mapping']),
    feed: textOf(values.feed),
    submission: oneOf('--submission', ['full', 'update'] as const, values.submission),
    badCells: oneOf('--bad-cells', ['refuse-row', 'leave-out'] as const, values['bad-cells']),
  };
  const parameters = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return { path, kind: oneOf('--kind', KINDS, values.kind), parameters };
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** In few characters: it travels in the address. */
async function mappingOf(path: string): Promise<string> {
  try {
    return JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`'${path}' isn’t JSON: ${error.message}`);
    throw error;
  }
}
