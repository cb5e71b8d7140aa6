/** What a compound file begins with ([MS-CFB] 2.2): a workbook from before 2007, or one with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
/** Its directory may stand at its end. */
const MOST_BYTES = 32 * 1024 ** 2;

/** What is told of a file before anything of it is read as a list. */
export async function kindOfFile(file: Blob): Promise<'workbook' | 'other-kind' | 'password' | 'unknown'> {
  const head = new Uint8Array(await file.slice(0, 512).arrayBuffer());
  // A zip, as every newer workbook is.
  if (head[0] === 0x50 && head[1] === 0x4b) return 'workbook';
  if (COMPOUND.every((byte, at) => head[at] === byte)) {
    const names = new TextDecoder('utf-16le').decode(await file.slice(0, MOST_BYTES).arrayBuffer());
    return names.includes('EncryptedPackage') ? 'password' : 'other-kind';
  }
  // What many programs that run in a browser save as `.xls`: a page with a table, or the XML of 2003.
  const text = new TextDecoder().decode(head).trimStart().toLowerCase();
  return /^(?:<!doctype html|<html|<table|<meta|<\?xml)/.test(text) ? 'other-kind' : 'unknown';
}
