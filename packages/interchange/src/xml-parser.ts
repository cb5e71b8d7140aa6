import { SaxesParser } from 'saxes';
import { ampersandGuard, BARE, withAmpersands } from './bare-ampersands.ts';

/** The events of one XML document. Names come without their namespace's prefix. */
export interface XmlEvents {
  /** @param characters of all its attributes, with their names. */
  open(name: string, attributes: Readonly<Record<string, string>>, characters: number, isOdd: boolean): void;
  text(text: string): void;
  close(name: string): void;
  /** The text isn't well-formed here. Parsing goes on behind the fault unless this throws. */
  malformed(message: string): void;
  /**
   * What no document may have, however it goes on: a document type (and with it every entity but the five of XML itself), a
   * nesting without end, a text or a tag without end. Has to throw.
   */
  refuse(why: 'doctype' | 'depth' | 'silence'): never;
}

export interface XmlParser {
  /** Text in pieces of any size. */
  write(text: string): void;
  /** Ends the document. */
  close(): void;
  /** The line that has been read to, from 1. */
  line(): number;
}

const MAX_DEPTH = 64;
/** Characters without an event: a text or a tag that never ends would be held whole. */
const MAX_SILENCE = 4 * 1024 ** 2;

/**
 * Parses XML as it comes in, holding no more than one tag or text.
 * @param attributeNames Attributes that are looked for: an element with any other is odd.
 */
export function xmlParser(events: XmlEvents, attributeNames?: ReadonlySet<string>): XmlParser {
  const parser = new SaxesParser();
  const guard = ampersandGuard();
  let depth = 0;
  let silence = 0;
  /** Some ampersand of the file has been put aside: until then no text is looked through for one. */
  let sawBare = false;
  // No more handlers than these seven: with eight V8 keeps the parser's fields in a dictionary, and it takes five times as long.
  parser.on('doctype', () => events.refuse('doctype'));
  parser.on('error', (error) => events.malformed(plainFault(error.message)));
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    silence = 0;
    if (depth > MAX_DEPTH) events.refuse('depth');
    let said = attributes;
    let characters = 0;
    let isOdd = false;
    for (const key in attributes) {
      const value = attributes[key] ?? '';
      characters += key.length + value.length;
      if (attributeNames?.has(key) === false) isOdd = true;
      if (sawBare && value.includes(BARE)) said = bare(attributes);
    }
    events.open(localName(name), said, characters, isOdd);
    if (said !== attributes) events.malformed(BARE_FAULT);
  });
  parser.on('text', (found) => {
    silence = 0;
    events.text(sawBare ? withAmpersands(found) : found);
    if (sawBare && found.includes(BARE)) events.malformed(BARE_FAULT);
  });
  parser.on('cdata', (found) => {
    silence = 0;
    events.text(withAmpersands(found));
  });
  parser.on('comment', () => {
    silence = 0;
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    silence = 0;
    events.close(localName(name));
  });
  return {
    write(piece) {
      silence += piece.length;
      const guarded = guard.write(piece);
      sawBare ||= guarded !== piece && guarded.includes(BARE);
      parser.write(guarded);
      if (silence > MAX_SILENCE) events.refuse('silence');
    },
    close() {
      sawBare = true;
      parser.write(guard.end());
      parser.close();
    },
    line: () => parser.line,
  };
}

/** Without where it is, which is told beside it. */
function plainFault(message: string): string {
  const plain = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
  return plain.startsWith('undefined entity') ? ENTITY_FAULT : plain;
}

const ENTITY_FAULT =
  'an entity that XML doesn’t have: it has &amp;, &lt;, &gt;, &quot;, &apos; and numbers such as &#160;';
const BARE_FAULT = 'an ampersand that begins no reference; it is written &amp;';

function bare(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, withAmpersands(value)]));
}

/** Without the prefix of a namespace. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
