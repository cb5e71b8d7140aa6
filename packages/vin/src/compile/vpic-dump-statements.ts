/** What the lines outside of the data tell. */
export interface DumpStatement {
  /** Without comments and without the semicolon. */
  text: string;
  /** Where it begins. */
  line: number;
}

export interface StatementReader {
  /** The statements that end in this line. */
  read(line: string, number: number): DumpStatement[];
  /** Line at which a statement began that has not ended. */
  readonly openSince: number | undefined;
}

/** Of a longer statement, such as a function's, only so much is kept; none that is looked at has as much. */
const MOST_CHARACTERS = 1 << 20;

const TOKEN = /--.*|\/\*|\$(?:[^\W\d]\w*)?\$|['"]|;|\s+|[\w$\u0080-\uffff]+|./suy;

type Quote =
  | { kind: 'none' }
  | { kind: 'comment'; depth: number }
  | { kind: 'dollar'; tag: string }
  | { kind: 'quoted'; mark: "'" | '"'; backslashes: boolean };

/**
 * Splits SQL as psql does: by semicolons outside of quotes, dollar quotes and comments (PostgreSQL documentation,
 * "Lexical Structure"). Lines of psql's own, such as `\restrict`, are passed over.
 */
export function statementReader(): StatementReader {
  let quote: Quote = { kind: 'none' };
  let text = '';
  let begun: number | undefined;

  function keep(part: string): void {
    if (text.length < MOST_CHARACTERS) text += part;
  }

  return {
    get openSince() {
      return begun;
    },
    read(line, number) {
      const found: DumpStatement[] = [];
      if (begun === undefined && line.startsWith('\\')) return found;
      for (let at = 0; at < line.length; ) {
        if (quote.kind !== 'none') {
          const inside = quote;
          const from = at;
          at = skipQuoted(line, at, inside, () => {
            quote = { kind: 'none' };
          });
          if (inside.kind !== 'comment') keep(line.slice(from, at));
          continue;
        }
        TOKEN.lastIndex = at;
        const [token] = TOKEN.exec(line) as RegExpExecArray;
        at = TOKEN.lastIndex;
        if (token.startsWith('--')) continue;
        if (token === ';') {
          if (begun !== undefined) found.push({ text: text.trim(), line: begun });
          begun = undefined;
          text = '';
          continue;
        }
        if (begun === undefined && token.trim() !== '' && token !== '/*') begun = number;
        if (token === '/*') quote = { kind: 'comment', depth: 1 };
        else {
          if (token === "'" || token === '"')
            quote = {
              kind: 'quoted',
              mark: token,
              backslashes: token === "'" && /(?:^|\W)e$/i.test(text.slice(-2)),
            };
          else if (/^\$.*\$$/.test(token)) quote = { kind: 'dollar', tag: token };
          if (begun !== undefined) keep(token);
        }
      }
      if (begun !== undefined) keep('\n');
      return found;
    },
  };
}

/** Where the quoted part ends, or the line does. */
function skipQuoted(line: string, from: number, quote: Exclude<Quote, { kind: 'none' }>, closed: () => void) {
  if (quote.kind === 'dollar') {
    const end = line.indexOf(quote.tag, from);
    if (end < 0) return line.length;
    closed();
    return end + quote.tag.length;
  }
  for (let at = from; at < line.length; at += 1) {
    if (quote.kind === 'comment') {
      const two = line.slice(at, at + 2);
      if (two === '/*') quote.depth += 1;
      else if (two === '*/') quote.depth -= 1;
      else continue;
      at += 1;
      if (quote.depth > 0) continue;
    } else if (quote.backslashes && line[at] === '\\') {
      at += 1;
      continue;
    } else if (line[at] !== quote.mark) {
      continue;
    }
    if (quote.kind === 'quoted' && line[at + 1] === quote.mark) {
      at += 1;
      continue;
    }
    closed();
    return at + 1;
  }
  return line.length;
}
