import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import { UnreadableFile } from './unreadable-file.ts';

/** The events of one XML part. Names come without their namespace's prefix. */
export interface XmlSink {
  open(name: string, attribute: (name: string) => string | undefined): void;
  text(text: string): void;
  close(name: string): void;
}

const MAX_DEPTH = 64;
/** Characters without an event: a text or a tag that never ends would be held whole. */
const MAX_SILENCE = 4 * 1024 ** 2;

/**
 * Reads XML as it comes in; stops after every piece. A document type is refused, and with it every entity but the five of XML itself.
 * @throws UnreadableFile `xml-malformed`
 */
export async function* xmlPieces(
  part: string,
  source: AsyncIterable<Buffer>,
  sink: XmlSink,
): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const decoder = new StringDecoder('utf8');
  let depth = 0;
  let silence = 0;
  parser.on('doctype', () => {
    throw malformed(part, 'it has a document type, which workbooks don’t');
  });
  parser.on('error', (error) => {
    throw malformed(part, error.message);
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    silence = 0;
    if (depth > MAX_DEPTH) throw malformed(part, 'it is nested too deeply');
    sink.open(localName(name), (wanted) => {
      if (Object.hasOwn(attributes, wanted)) return attributes[wanted];
      const prefixed = Object.keys(attributes).find((each) => localName(each) === wanted);
      return prefixed === undefined ? undefined : attributes[prefixed];
    });
  });
  parser.on('text', (text) => sink.text(text));
  parser.on('cdata', (text) => sink.text(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    silence = 0;
    sink.close(localName(name));
  });
  for await (const chunk of source) {
    const text = decoder.write(chunk);
    silence += text.length;
    parser.write(text);
    if (silence > MAX_SILENCE) throw malformed(part, 'a text or a tag of it has no end');
    yield;
  }
  parser.write(decoder.end());
  parser.close();
}

/** Reads a part as a whole. @throws UnreadableFile `xml-malformed` */
export async function readXml(part: string, source: AsyncIterable<Buffer>, sink: XmlSink): Promise<void> {
  const pieces = xmlPieces(part, source, sink);
  while ((await pieces.next()).done !== true);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function malformed(part: string, why: string): UnreadableFile {
  return new UnreadableFile(
    'xml-malformed',
    1,
    `The workbook can’t be read: in '${part.slice(0, 80)}' ${why.slice(0, 200)}.`,
  );
}
