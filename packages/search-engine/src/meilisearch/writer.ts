import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@qipei/kernel';
import type { DocumentPatch, IndexSchema } from '../search-engine.ts';
import { ABOUT_ID, requireSchema } from './about.ts';
import { ATTRIBUTES, groupAttribute } from './attributes.ts';
import { isTooLarge, SearchPayloadTooLarge } from './errors.ts';
import { attributesToRead, changedAttributes, groupsToRead, openDocuments, takePatch } from './merge.ts';
import type { IndexDocument, SearchServer } from './server.ts';
import type { WriterLock } from './writer-lock.ts';

interface Outcome {
  applied: number;
  ignored: number;
}

/** A call that waits for its turn. */
interface Waiting {
  patches: readonly DocumentPatch[];
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

/** As many of what calls bring meanwhile go into one task: a task costs more than a thousand documents in it. */
const MAX_TOGETHER = 10_000;
const READ_AT_ONCE = 1_000;
/** Half of what a server takes by default, and far more than a thousand parts need. */
const PAYLOAD_BYTES = 48 * 1024 * 1024;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Puts patches into documents: reads the versions of what they touch, leaves out what isn't newer, writes the
 * attributes that change, and waits until the server has carried it out.
 */
export function patchWriter({
  server,
  schema,
  lock,
}: {
  server: SearchServer;
  schema: IndexSchema;
  lock: WriterLock;
}) {
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function writeOnce(calls: readonly Waiting[], held: () => void): Promise<Outcome[]> {
    // A write that nobody waits for any more would be carried out after what is read now.
    await server.settled();
    const patches = calls.flatMap((call) => call.patches);
    const ids = [ABOUT_ID, ...new Set(patches.map(({ id }) => id))];
    const before = await read(server, ids, attributesToRead(patches));
    // Another version of the program may have built the index again since it was opened.
    requireSchema(server.indexUid, schema, before.get(ABOUT_ID));
    const opened = openDocuments(patches, before);
    const outcomes = calls.map(({ patches: own }): Outcome => {
      let applied = 0;
      for (const patch of own) {
        const document = opened.get(patch.id);
        if (document !== undefined && takePatch(document, patch, before.get(patch.id))) applied += 1;
      }
      return { applied, ignored: own.length - applied };
    });
    const documents = [...opened.values()];
    const needing = documents.filter((document) => groupsToRead(document).length > 0);
    const groups = new Set(needing.flatMap(groupsToRead));
    const others = await read(
      server,
      needing.map(({ id }) => id),
      [ATTRIBUTES.id, ...[...groups].map(groupAttribute)],
    );
    const lines = documents
      .map((document) => changedAttributes(schema, document, others.get(document.id)))
      .filter((changed) => changed !== undefined)
      .map((changed) => JSON.stringify(changed));
    await writeLines(server, lines, held);
    return outcomes;
  }

  /** Again from the start while the server is away: what became of a write that wasn't answered shows in the versions. */
  async function write(calls: readonly Waiting[], held: () => void): Promise<Outcome[]> {
    const started = performance.now();
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        return await writeOnce(calls, held);
      } catch (error) {
        const passing =
          error instanceof DomainError && RETRIED.has(error.code) && error.kind === 'unavailable';
        if (!passing || performance.now() - started + wait > server.patienceMs) throw error;
        await pause(wait * (0.5 + Math.random()));
      }
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const calls = nextCalls();
      try {
        const outcomes = await lock.exclusive((held) => write(calls, held));
        calls.forEach((call, index) => {
          call.resolve(outcomes[index] ?? { applied: 0, ignored: 0 });
        });
      } catch (error) {
        for (const call of calls) call.reject(error);
      }
    }
    running = undefined;
  }

  function nextCalls(): Waiting[] {
    let patches = 0;
    const until = waiting.findIndex((call, index) => {
      patches += call.patches.length;
      return index > 0 && patches > MAX_TOGETHER;
    });
    return waiting.splice(0, until === -1 ? waiting.length : until);
  }

  return {
    apply(patches: readonly DocumentPatch[]): Promise<Outcome> {
      if (patches.length === 0) return Promise.resolve({ applied: 0, ignored: 0 });
      return new Promise((resolve, reject) => {
        waiting.push({ patches, resolve, reject });
        running ??= run();
      });
    },
    /** Resolves when the calls that wait are through. */
    async idle(): Promise<void> {
      await running;
    },
  };
}

const RETRIED = new Set(['search-server-unavailable', 'search-task-failed']);

async function read(
  server: SearchServer,
  ids: readonly string[],
  fields: readonly string[],
): Promise<Map<string, IndexDocument>> {
  const found = new Map<string, IndexDocument>();
  for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
    const page = ids.slice(from, from + READ_AT_ONCE);
    const { results } = await server.documents({ ids: page, fields, limit: page.length });
    for (const document of results) found.set(String(document[ATTRIBUTES.id]), document);
  }
  return found;
}

/** In as few tasks as the server takes, one after the other; a single one as a rule, which takes effect as a whole. */
export async function writeLines(
  server: SearchServer,
  lines: readonly string[],
  held: () => void,
): Promise<void> {
  for (const part of payloads(lines)) {
    held();
    const text = part.join('\n');
    let task: number;
    try {
      task = await server.update(text);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      if (part.length === 1) throw new SearchPayloadTooLarge(Buffer.byteLength(text), error);
      const middle = Math.ceil(part.length / 2);
      await writeLines(server, part.slice(0, middle), held);
      await writeLines(server, part.slice(middle), held);
      continue;
    }
    await server.finished(task);
  }
}

function payloads(lines: readonly string[]): string[][] {
  const parts: string[][] = [];
  let room = 0;
  for (const line of lines) {
    const bytes = Buffer.byteLength(line) + 1;
    if (bytes > room) {
      parts.push([]);
      room = PAYLOAD_BYTES;
    }
    parts.at(-1)?.push(line);
    room -= bytes;
  }
  return parts;
}
