import { UnreadableFile } from './unreadable-file.ts';
import { xmlParser } from './xml-parser.ts';
import { decodeXml, type XmlEncoding } from './xml-text.ts';

/** An element of a record. Its strings may share memory with the piece of the file that they come from. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** All text between its tags, that of its children apart. */
  text: string;
  children: readonly XmlElement[];
  /** Line on which its start tag ends, from 1. */
  line: number;
}

/** Where the text of a file isn't well-formed. */
export interface XmlFault {
  line: number;
  /** The element that it stands in; empty outside of records. */
  element: string;
  message: string;
}

/** One of the elements that a file is a list of, whole in memory. With faults, what it holds may not be what was meant. */
export interface XmlRecord {
  element: XmlElement;
  faults: XmlFault[];
  /** Some element of it has an attribute that isn't looked for. */
  isOdd: boolean;
}

export interface XmlPiece {
  records: XmlRecord[];
  /** Faults outside of records. */
  faults: XmlFault[];
  /** Names of elements outside of records that are neither records nor known to hold them. */
  unknown: string[];
  bytes: number;
  /** The line that has been read to. */
  line: number;
}

export interface XmlRecordsOptions {
  source: AsyncIterable<Uint8Array>;
  /**
   * Elements that are records, in the order in which a file has them. One is never within another that comes with it or after it, and never
   * a child of any: where it begins, the other has no end tag.
   */
  records: ReadonlySet<string>;
  /** Elements that hold records. */
  containers: ReadonlySet<string>;
  /** The name that an element's means; the name itself by default. */
  canonical?: (name: string) => string;
  /** Attributes that are looked for; all where it isn't given. */
  attributeNames?: ReadonlySet<string>;
  /** Called once, for the document's element. May throw. */
  root: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** Filled while the file is read. */
  encoding: XmlEncoding;
  /** Most elements of a record. Default 2,000. */
  recordElements?: number;
  /** Most characters of a record's texts and attributes. Default 1 Mi. */
  recordCharacters?: number;
}

interface Building extends XmlElement {
  children: Building[];
}

const NO_CHILDREN: Building[] = [];
const MAX_RECORD_FAULTS = 5;
const MAX_FAULTS_OUTSIDE = 1000;
/** What the parser says of a second root, which is one only because a stray end tag closed the first. */
const AFTER_STRAY = /^(?:documents may contain only one root|text data outside of root node)/;
const CLOSE_FAULT = /^(?:unexpected close tag|unmatched closing tag)/;
const UNMATCHED = /^unmatched closing tag: ?([^ ]+)$/;

const REFUSED = {
  doctype: ['xml-doctype', 'It has a document type (DOCTYPE), which is never read: feeds have none.'],
  depth: ['xml-malformed', 'Its elements are nested too deeply.'],
  silence: ['xml-malformed', 'A text, a comment or a tag of it has no end.'],
} as const;

/**
 * Reads an XML file as a list of records in constant memory: each is built whole, what lies around it is passed over. A record that
 * isn't well-formed is given with its faults and the ones after it are read on, also where a tag isn't closed or closed twice.
 * @throws UnreadableFile `xml-doctype`, `xml-malformed`, `several-feeds` and `file-truncated` (after all records before), `empty-file`, and
 * as decodeXml
 */
export async function* xmlRecords(options: XmlRecordsOptions): AsyncGenerator<XmlPiece> {
  const reader = recordBuilder(options);
  let bytes = 0;
  for await (const piece of decodeXml(options.source, options.encoding)) {
    bytes = piece.bytes;
    const done = attempt(() => reader.write(piece.text));
    const read = reader.take(bytes);
    if (read.records.length + read.faults.length + read.unknown.length > 0 || done === undefined) yield read;
    if (done !== undefined) throw done;
  }
  const failure = attempt(() => reader.end());
  yield reader.take(bytes);
  if (failure !== undefined) throw failure;
}

/** What was read before a fault is given before it. */
function attempt(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

function recordBuilder(options: XmlRecordsOptions) {
  const { records: recordNames, containers } = options;
  const canonical = options.canonical ?? ((name: string) => name);
  const places = new Map([...recordNames].map((name, at) => [name, at]));
  const maxElements = options.recordElements ?? 2000;
  const maxCharacters = options.recordCharacters ?? 1024 ** 2;
  let records: XmlRecord[] = [];
  let faults: XmlFault[] = [];
  let unknown: string[] = [];
  let outside = 0;
  let root = '';
  let rootIsOpen = false;
  let sawStrayEnd = false;
  /** What stands behind the end of the root: where that is another document, it is told of that alone. */
  let behind: XmlFault[] = [];
  let ended = false;
  let current: XmlRecord | undefined;
  /** Open elements of the record; what is too much of it is only counted. */
  let open: Building[] = [];
  let skipped = 0;
  let elements = 0;
  let characters = 0;
  /** The record that ended with the last tag: an end tag without a start ends it before it is told. */
  let justEnded: XmlRecord | undefined;
  /** Elements that were never closed: the parser tells of them when what holds them ends. */
  let leftOpen = 0;
  /** The name of the record that an end tag without a start broke off: what follows up to its own end is the rest of it. */
  let brokenOff = '';

  const parser = xmlParser(
    {
      open(given, attributes, size, isOdd) {
        const name = canonical(given);
        justEnded = undefined;
        if (root === '') {
          root = name;
          rootIsOpen = true;
          options.root(name, attributes);
          return;
        }
        if (isBehindEnd() && name === root) throw severalFeeds();
        const starts = isStart(name);
        if (current !== undefined && starts) {
          recordFault(`it has no end tag: the next ${name} begins on line ${parser.line()}`);
          leftOpen += open.length + skipped;
          finish();
        }
        if (current === undefined) {
          if (starts) start(name, attributes, isOdd);
          else if (!containers.has(name) && brokenOff === '' && unknown.length < 50) unknown.push(copy(name));
          return;
        }
        if (isOdd) current.isOdd = true;
        if (skipped > 0 || !hasRoom(size)) {
          skipped += 1;
          return;
        }
        const element = { name, attributes, text: '', children: NO_CHILDREN, line: parser.line() };
        const parent = open[open.length - 1] as Building;
        if (parent.children === NO_CHILDREN) parent.children = [element];
        else parent.children.push(element);
        open.push(element);
      },
      text(text) {
        if (current === undefined) {
          // An end tag without a start has been told; the parser gives it as text, too.
          if (rootIsOpen && brokenOff === '' && /\S/.test(text.replace(/<\/[^<>]*>/g, '')))
            faultOutside('there is text between the records');
          return;
        }
        if (skipped > 0) return;
        characters += text.length;
        const element = open[open.length - 1] as Building;
        if (characters <= maxCharacters) element.text = element.text === '' ? text : element.text + text;
        else overflow();
      },
      close(given) {
        if (current === undefined) {
          if (canonical(given) === root) rootIsOpen = false;
          return;
        }
        if (skipped > 0) skipped -= 1;
        else if (open.length > 1) open.pop();
        else finish();
      },
      malformed(message) {
        if (ended) return;
        const stray = UNMATCHED.exec(message)?.[1];
        if (stray !== undefined) {
          // The parser has ended all elements up to the root; the file goes on in it.
          const name = canonical(stray);
          if (name === root && sawStrayEnd && current === undefined) {
            rootIsOpen = false;
            return;
          }
          sawStrayEnd = true;
          rootIsOpen = true;
          if (justEnded !== undefined) {
            breakOff(justEnded, stray);
            return;
          }
          if (brokenOff !== '') {
            if (name === brokenOff) brokenOff = '';
            return;
          }
        } else if (sawStrayEnd && AFTER_STRAY.test(message)) return;
        if (current === undefined && leftOpen > 0 && CLOSE_FAULT.test(message)) leftOpen -= 1;
        else if (current !== undefined) recordFault(message);
        else if (justEnded !== undefined && CLOSE_FAULT.test(message)) addFault(justEnded, message);
        else faultOutside(message);
      },
      refuse(why) {
        const [code, message] = REFUSED[why];
        throw new UnreadableFile(code, parser.line(), message);
      },
    },
    options.attributeNames,
  );

  function isStart(name: string): boolean {
    const place = places.get(name);
    if (place === undefined || current === undefined) return place !== undefined;
    return (open.length === 1 && skipped === 0) || place >= (places.get(current.element.name) ?? 0);
  }

  /** Instead of all elements that the parser ended because of it, the one end tag is told. */
  function breakOff(record: XmlRecord, stray: string): void {
    brokenOff = record.element.name;
    record.faults = record.faults.filter(({ message }) => !CLOSE_FAULT.test(message));
    addFault(record, `the end tag </${stray}> has no start tag`);
  }

  function start(name: string, attributes: Readonly<Record<string, string>>, isOdd: boolean): void {
    const element = { name, attributes, text: '', children: NO_CHILDREN, line: parser.line() };
    current = { element, faults: [], isOdd };
    brokenOff = '';
    open = [element];
    elements = 0;
    characters = 0;
    skipped = 0;
  }

  function finish(): void {
    if (current === undefined) return;
    records.push(current);
    justEnded = current;
    current = undefined;
    open = [];
  }

  function hasRoom(size: number): boolean {
    elements += 1;
    characters += size;
    if (elements <= maxElements && characters <= maxCharacters) return true;
    overflow();
    return false;
  }

  function overflow(): void {
    characters = Number.POSITIVE_INFINITY;
    const message = `it is too large: more than ${maxElements} elements or ${maxCharacters} characters`;
    if (current?.faults.some((fault) => fault.message === message) === false) recordFault(message);
  }

  function recordFault(message: string): void {
    if (current !== undefined) addFault(current, message);
  }

  function addFault(record: XmlRecord, message: string): void {
    if (record.faults.length >= MAX_RECORD_FAULTS) return;
    const element = open[open.length - 1]?.name ?? record.element.name;
    record.faults.push({ line: parser.line(), element: copy(element), message: copy(message) });
  }

  function faultOutside(message: string): void {
    outside += 1;
    (isBehindEnd() ? behind : faults).push({ line: parser.line(), element: '', message: copy(message) });
    if (outside > MAX_FAULTS_OUTSIDE) throw malformedFile(`has too many faults; the last: ${message}`);
  }

  function isBehindEnd(): boolean {
    return root !== '' && !rootIsOpen && !sawStrayEnd && current === undefined;
  }

  /** Joined to one they would be taken for what the first header says, and counted by its footer. */
  function severalFeeds(): UnreadableFile {
    const line = parser.line();
    behind = [];
    const message = `A second feed begins on line ${line}, behind the end of the first: send each by itself.`;
    return new UnreadableFile('several-feeds', line, message);
  }

  function malformedFile(what: string): UnreadableFile {
    return new UnreadableFile('xml-malformed', parser.line(), `The file ${copy(what)}.`);
  }

  return {
    write: (text: string) => parser.write(text),
    take(bytes: number): XmlPiece {
      const piece = { records, faults, unknown, bytes, line: parser.line() };
      records = [];
      faults = [];
      unknown = [];
      return piece;
    },
    end(): void {
      ended = true;
      const line = parser.line();
      let where = 'between two records';
      if (current !== undefined) {
        const { element } = current;
        const id = element.attributes.id ?? '';
        where = `inside <${element.name}${id === '' ? '' : ` id="${copy(id)}"`}>, begun on line ${element.line}`;
        recordFault(`the file ends inside it on line ${line}`);
        finish();
      }
      parser.close();
      faults.push(...behind);
      if (root === '' && outside === 0) throw new UnreadableFile('empty-file', 1, 'The file is empty.');
      if (root === '') throw malformedFile('isn’t XML');
      if (!rootIsOpen) return;
      const message = `The file is cut off: it ends on line ${line} ${where}, and </${copy(root)}> is missing.`;
      throw new UnreadableFile('file-truncated', line, message);
    },
  };
}

/** A slice would keep the whole piece in memory for as long as the fault lives. */
function copy(text: string): string {
  return Buffer.from(text.slice(0, 200)).toString();
}
