import { StringDecoder } from 'node:string_decoder';
import { UnreadableFile } from './unreadable-file.ts';
import { localName, xmlParser } from './xml-parser.ts';

/** The events of one XML part. Names come without their namespace's prefix. */
export interface XmlSink {
  open(name: string, attribute: (name: string) => string | undefined): void;
  text(text: string): void;
  close(name: string): void;
}

const REFUSED = {
  doctype: 'it has a document type, which workbooks don’t',
  depth: 'it is nested too deeply',
  silence: 'a text or a tag of it has no end',
};

/**
 * Reads XML as it comes in; stops after every piece. A document type is refused, and with it every entity but the five of XML itself.
 * @throws UnreadableFile `xml-malformed`
 */
export async function* xmlPieces(
  part: string,
  source: AsyncIterable<Buffer>,
  sink: XmlSink,
): AsyncGenerator<void> {
  const decoder = new StringDecoder('utf8');
  const parser = xmlParser({
    open: (name, attributes) =>
      sink.open(name, (wanted) => {
        if (Object.hasOwn(attributes, wanted)) return attributes[wanted];
        const prefixed = Object.keys(attributes).find((each) => localName(each) === wanted);
        return prefixed === undefined ? undefined : attributes[prefixed];
      }),
    text: (text) => sink.text(text),
    close: (name) => sink.close(name),
    malformed: (message) => {
      throw malformed(part, message);
    },
    refuse: (why) => {
      throw malformed(part, REFUSED[why]);
    },
  });
  for await (const chunk of source) {
    parser.write(decoder.write(chunk));
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

export function malformed(part: string, why: string): UnreadableFile {
  return new UnreadableFile(
    'xml-malformed',
    1,
    `The workbook can’t be read: in '${part.slice(0, 80)}' ${why.slice(0, 200)}.`,
  );
}
