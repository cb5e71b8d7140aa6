/** Why a file can't be taken for NHTSA's dump. */
export type VpicDumpFault =
  | 'vpic-dump-foreign'
  | 'vpic-dump-version'
  | 'vpic-dump-truncated'
  | 'vpic-dump-corrupt'
  | 'vpic-dump-too-large'
  | 'vpic-dump-changed';

/** The file is not a whole `vPICList_lite` dump of a kind that is understood. Nothing of it was kept. */
export class VpicDumpError extends Error {
  readonly code: VpicDumpFault;
  /** Line of the dump's text, from 1, where the fault belongs to one. */
  readonly line: number | undefined;

  constructor(code: VpicDumpFault, message: string, at: { line?: number | undefined; cause?: unknown } = {}) {
    super(
      at.line === undefined ? message : `Line ${at.line} of the dump: ${message}`,
      at.cause === undefined ? undefined : { cause: at.cause },
    );
    this.name = 'VpicDumpError';
    this.code = code;
    this.line = at.line;
  }
}
