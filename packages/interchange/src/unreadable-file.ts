import { DomainError } from '@qipei/kernel';

/** Why a file as a whole can't be read any further. Stable; shown to the person who sent it. */
export type UnreadableFileCode =
  | 'empty-file'
  | 'not-text'
  | 'unknown-encoding'
  | 'invalid-encoding'
  | 'missing-column'
  | 'duplicate-column'
  | 'header-malformed'
  | 'mapping-invalid'
  | 'zip-damaged'
  | 'zip-encrypted'
  | 'zip-bomb'
  | 'zip-unsafe'
  | 'zip-ambiguous'
  | 'gzip-damaged'
  | 'gzip-truncated'
  | 'gzip-bomb'
  | 'packed-twice'
  | 'unpacked-too-large'
  | 'format-unknown'
  | 'xml-malformed'
  | 'xml-doctype'
  | 'file-truncated'
  | 'several-feeds'
  | 'not-aces'
  | 'aces-version-unknown'
  | 'not-pies'
  | 'pies-version-unknown'
  | 'not-a-workbook'
  | 'workbook-kind-unread'
  | 'sheet-missing'
  | 'table-missing'
  | 'table-malformed'
  | 'too-many-broken-rows';

/** The file can't be read from `line` on. The rows before it have been given. */
export class UnreadableFile extends DomainError {
  /** Line of the file, from 1. */
  readonly line: number;

  constructor(
    code: UnreadableFileCode,
    line: number,
    message: string,
    details: Record<string, unknown> = {},
  ) {
    super({ kind: 'invalid', code, message, details: { line, ...details } });
    this.line = line;
  }
}
