/** More than a thousand numbers take; a wrong file isn't read into the page. */
export const MOST_TEXT_BYTES = 200_000;

/**
 * A list as a file: UTF-8, UTF-16 as spreadsheets save "Unicode text", or GB 18030 as they save a CSV on a Chinese machine.
 * Undefined for a workbook and anything else that is no text.
 */
export async function textOfFile(file: Blob): Promise<string | undefined> {
  const bytes = new Uint8Array(await file.slice(0, MOST_TEXT_BYTES).arrayBuffer());
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return undefined;
  // Cut off anywhere: the last character may not be whole.
  const isCut = file.size > MOST_TEXT_BYTES;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return new TextDecoder('gb18030').decode(bytes, { stream: isCut });
  }
}
