import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVpicDump, type VpicDumpOptions } from '../compile/vpic-dump.ts';
import { VpicDumpError, type VpicDumpFault } from '../compile/vpic-dump-error.ts';
import { smallDumpRows } from './small-dump.ts';
import { DUMP_HEAD, DUMP_TAIL, dumpBlocksOf, vpicDumpText } from './vpic-dump-text.ts';

export interface DumpFiles extends AsyncDisposable {
  folder: string;
  /** Path of a new file with this content. */
  file(content: string | Uint8Array, name?: string): Promise<string>;
  rowsOf(content: string | Uint8Array, sql: string): Promise<unknown[]>;
  /** Why the content is refused; it has to be. */
  faultOf(
    content: string | Uint8Array,
    options?: VpicDumpOptions,
  ): Promise<{ code: VpicDumpFault; message: string; line: number | undefined }>;
}

export async function dumpFiles(): Promise<DumpFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'qipei-dump-'));
  let files = 0;
  async function file(content: string | Uint8Array, name = 'vPICList_lite_2026_02.sql'): Promise<string> {
    files += 1;
    const path = join(folder, `${files}-${name}`);
    await writeFile(path, content);
    return path;
  }
  return {
    ...{ folder, file },
    async rowsOf(content, sql) {
      await using dump = await openVpicDump(await file(content));
      return dump.db.prepare(sql).raw().all();
    },
    async faultOf(content, options) {
      const path = await file(content);
      try {
        await using _ = await openVpicDump(path, options);
      } catch (fault) {
        if (!(fault instanceof VpicDumpError)) throw fault;
        return { code: fault.code, message: fault.message, line: fault.line };
      }
      throw new Error('The dump was taken, and should have been refused.');
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

const rows = smallDumpRows('EX');

/** The small dump. */
export const SMALL_DUMP = vpicDumpText(rows);

/** Its blocks. */
export const SMALL_BLOCKS = dumpBlocksOf(rows);

/** Line, from 1, of the first place where a text has this. */
export function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

/** The small dump with the data of one block replaced. */
export function withBlock(table: string, columns: string, lines: string[]): string {
  const blocks = SMALL_BLOCKS.filter((block) => !block.includes(`COPY vpic.${table} (`));
  return `${DUMP_HEAD}${blocks.join('')}COPY vpic.${table} ${columns}FROM stdin;\n${lines.join('\n')}\n\\.\n${DUMP_TAIL}`;
}
