import { type FileHandle, open } from 'node:fs/promises';
import { UnreadableFile } from './unreadable-file.ts';

/** [MS-CFB] 2.2: what such a file begins with. */
const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const HEADER_BYTES = 512;
const SECTOR_SHIFT_AT = 30;
const DIRECTORY_AT = 48;
const ENTRY_BYTES = 128;
/** The first of the directory: what tells the kinds apart was put in when the file was begun. */
const LOOKED_AT_BYTES = 4_096;
/** [MS-OFFCRYPTO] 2.3.4: a workbook with a password is kept in one of these. */
const OF_ENCRYPTED = new Set(['EncryptedPackage', 'EncryptionInfo', '\u0006DataSpaces', 'DataSpaceMap']);
/** [MS-XLS] 2.1.2; `Book` of older ones. */
const OF_OLD = new Set(['Workbook', 'Book']);

export function isCompoundFile(head: Uint8Array): boolean {
  return head.length >= SIGNATURE.length && SIGNATURE.equals(head.subarray(0, SIGNATURE.length));
}

/**
 * A workbook that isn't a zip because it has a password, or is of a kind from before 2007, is a compound file: why it isn't read.
 * Undefined for a file that is no compound file.
 */
export async function compoundFileFault(path: string): Promise<UnreadableFile | undefined> {
  await using file = await open(path);
  const header = await bytesOf(file, 0, HEADER_BYTES);
  if (!isCompoundFile(header) || header.length < HEADER_BYTES) return undefined;
  const sector = 2 ** Math.min(header.readUInt16LE(SECTOR_SHIFT_AT), 12);
  const directory = await bytesOf(file, (header.readUInt32LE(DIRECTORY_AT) + 1) * sector, LOOKED_AT_BYTES);
  const names = entryNames(directory);
  if (names.some((name) => OF_ENCRYPTED.has(name)))
    return new UnreadableFile(
      'zip-encrypted',
      1,
      'The workbook is protected by a password; save it without.',
    );
  if (names.some((name) => OF_OLD.has(name)))
    return otherWorkbook('xls', 'This is a workbook of the kind before 2007 (.xls); save it as .xlsx.');
  return new UnreadableFile('not-a-workbook', 1, 'The file isn’t a workbook (.xlsx).');
}

/** By what an archive holds. */
export function isOpenDocument(names: readonly string[]): boolean {
  return names.includes('mimetype') && names.includes('content.xml');
}

export function openDocument(): UnreadableFile {
  return otherWorkbook('ods', 'This is a document of OpenDocument (.ods); save it as .xlsx.');
}

/** A workbook, and not of the kind that is read. */
export function otherWorkbook(kind: 'xls' | 'xlsb' | 'ods', message: string): UnreadableFile {
  return new UnreadableFile('workbook-kind-unread', 1, message, { workbookKind: kind });
}

async function bytesOf(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function entryNames(directory: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    // With the zero behind it.
    const length = directory.readUInt16LE(at + 64) - 2;
    if (length > 0 && length <= 62) names.push(directory.toString('utf16le', at, at + length));
  }
  return names;
}
