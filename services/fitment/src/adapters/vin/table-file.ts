import { readFile, stat } from 'node:fs/promises';
import { installedVinTable } from '@qipei/vin/compile';

export interface FileState {
  exists: boolean;
  /** Another one wherever the file is another or was written to. */
  mark: string;
}

/** The file in which a table is looked for. */
export interface TableFile {
  path: string;
  origin: 'installed' | 'configured';
  state(): Promise<FileState>;
  read(): Promise<Buffer>;
}

export function tableFile({ vinTableFile, dataDir }: { vinTableFile: string; dataDir: string }): TableFile {
  const configured = vinTableFile !== '';
  const path = configured ? vinTableFile : installedVinTable(dataDir);
  return {
    path,
    origin: configured ? 'configured' : 'installed',
    async state() {
      try {
        const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true });
        return { exists: true, mark: `${dev} ${ino} ${size} ${mtimeNs}` };
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException;
        if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause;
        return { exists: false, mark: '' };
      }
    },
    read: () => readFile(path),
  };
}
