import { setTimeout as pause } from 'node:timers/promises';
import { DomainError, InvalidInput } from '@qipei/kernel';
import { type IndexStats, Meilisearch, type Settings, type Task } from 'meilisearch';
import {
  asServerError,
  isCode,
  SearchServerUnavailable,
  SearchTaskFailed,
  SearchTaskUnfinished,
} from './errors.ts';
import type { Filter } from './filter.ts';

export type IndexDocument = Record<string, unknown>;

/** Of an attribute that holds JSON. */
export function parsed<T>(attribute: unknown): T | undefined {
  return typeof attribute === 'string' ? (JSON.parse(attribute) as T) : undefined;
}

export interface Question {
  filter: Filter;
  facets?: string[];
  sort?: string[];
  /** Without one only the total is told, and the facets. */
  hits?: { offset: number; limit: number; attributes: string[] };
}

export interface Answer {
  /** Exact where no hits were asked for. */
  total: number;
  hits: IndexDocument[];
  facets: Record<string, Record<string, number>>;
}

export interface DocumentPage {
  ids?: readonly string[];
  filter?: Filter;
  fields: readonly string[];
  sort?: string[];
  limit: number;
}

export interface ServerOptions {
  /** `http://host:port` */
  url: string;
  /** A key that may search, and write documents, indexes, settings and tasks. */
  apiKey?: string | undefined;
  /** How long a question may take, with its one repetition. Default 10,000. */
  questionMs?: number;
  /** How long a write is tried again while the server doesn't answer, is overloaded or full. Default 60,000. */
  patienceMs?: number;
  /** How long a write that the server took may wait for being carried out. Default 600,000. */
  taskMs?: number;
}

export type SearchServer = ReturnType<typeof searchServer>;

const REQUEST_MS = 60_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;

/** The requests that the adapter makes of one index, and their failures as errors of the port's kind. */
export function searchServer(options: ServerOptions, indexUid: string) {
  const { url, apiKey, questionMs = 10_000, patienceMs = 60_000, taskMs = 600_000 } = options;
  if (!/^https?:\/\/[^/]/.test(url))
    throw new InvalidInput('url', 'search-url-invalid', 'A Meilisearch URL is http://host:port.');
  const host = {
    host: url,
    ...(apiKey !== undefined && { apiKey }),
    // Packing an answer and unpacking it takes longer than a network within one site does.
    requestInit: { headers: { 'accept-encoding': 'identity' } },
  };
  const asking = new Meilisearch({ ...host, timeout: questionMs / 2 });
  const writing = new Meilisearch({ ...host, timeout: REQUEST_MS });

  async function ask<T>(request: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await request();
      } catch (error) {
        const known = asServerError(error, indexUid);
        if (attempt === 2 || !(known instanceof SearchServerUnavailable)) throw known ?? error;
        await pause(FIRST_PAUSE_MS + Math.random() * LONGEST_PAUSE_MS);
      }
    }
  }

  async function send<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw asServerError(error, indexUid) ?? error;
    }
  }

  /** @throws SearchTaskFailed, SearchTaskUnfinished, SearchServerUnavailable */
  async function finished(taskUid: number): Promise<void> {
    const started = performance.now();
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE_MS)) {
      let task: Task | undefined;
      try {
        task = await send(() => writing.tasks.getTask(taskUid));
      } catch (error) {
        if (!(error instanceof SearchServerUnavailable) || performance.now() - started > patienceMs)
          throw error;
      }
      if (task?.status === 'succeeded') return;
      if (task?.status === 'failed' || task?.status === 'canceled') throw failureOf(task);
      const waitedMs = Math.round(performance.now() - started);
      if (waitedMs > taskMs) {
        throw new SearchTaskUnfinished({ taskUid, status: task?.status ?? 'unknown', waitedMs });
      }
      await pause(wait);
    }
  }

  return {
    indexUid,
    patienceMs,
    /** Of the named index: an index beside this one, on the same server. */
    beside: (uid: string) => searchServer(options, uid),

    async ask(questions: readonly Question[]): Promise<Answer[]> {
      if (questions.length === 0) return [];
      const queries = questions.map(({ filter, facets, sort, hits }) => ({
        indexUid,
        filter,
        ...(facets !== undefined && facets.length > 0 && { facets }),
        ...(sort !== undefined && { sort }),
        ...(hits === undefined
          ? { page: 1, hitsPerPage: 0 }
          : { offset: hits.offset, limit: hits.limit, attributesToRetrieve: hits.attributes }),
      }));
      const { results } = await ask(() =>
        asking.multiSearch<{ queries: typeof queries }, IndexDocument>({ queries }),
      );
      return results.map((result): Answer => {
        const total = 'totalHits' in result ? Number(result.totalHits) : 0;
        return { total, hits: result.hits, facets: result.facetDistribution ?? {} };
      });
    },

    async totals(filters: readonly Filter[]): Promise<number[]> {
      const answers = await this.ask(filters.map((filter) => ({ filter })));
      return answers.map(({ total }) => total);
    },

    async facetValues(
      facetName: string,
      facetQuery: string,
      filter: Filter,
    ): Promise<{ value: string; count: number }[]> {
      const { facetHits } = await ask(() =>
        asking.index(indexUid).searchForFacetValues({ facetName, facetQuery, filter }),
      );
      return facetHits;
    },

    async documents(page: DocumentPage): Promise<{ results: IndexDocument[]; total: number }> {
      return await ask(() =>
        writing.httpRequest.post<{ results: IndexDocument[]; total: number }>({
          path: `indexes/${indexUid}/documents/fetch`,
          body: { ...page },
        }),
      );
    },

    /** The names of all attributes, with how many documents have each. */
    async attributeCounts(): Promise<IndexStats['fieldDistribution']> {
      return (await ask(() => writing.index(indexUid).getStats())).fieldDistribution;
    },

    async exists(): Promise<boolean> {
      try {
        await writing.index(indexUid).getRawInfo();
        return true;
      } catch (error) {
        if (isCode(error, 'index_not_found')) return false;
        throw asServerError(error, indexUid) ?? error;
      }
    },

    settings: (): Promise<Settings> => ask(() => writing.index(indexUid).getSettings()),

    /** Takes the attributes that are given into documents, which are made where they don't exist. Gives the task. */
    async update(documents: string): Promise<number> {
      const task = await send(() =>
        writing
          .index(indexUid)
          .updateDocumentsFromString(documents, 'application/x-ndjson', { primaryKey: 'id' }),
      );
      return task.taskUid;
    },

    finished,

    /** Waits for what was written to the index before, by whomever. */
    async settled(): Promise<void> {
      for (;;) {
        const { results } = await send(() =>
          writing.tasks.getTasks({ indexUids: [indexUid], statuses: ['enqueued', 'processing'], limit: 1 }),
        );
        const [task] = results;
        if (task === undefined) return;
        // What became of it is for those who wrote it.
        await finished(task.uid).catch((error: unknown) => {
          if (!(error instanceof SearchTaskFailed)) throw error;
        });
      }
    },

    async create(): Promise<void> {
      const task = await send(() => writing.createIndex(indexUid, { primaryKey: 'id' }));
      await finished(task.taskUid).catch((error: unknown) => {
        if (!(error instanceof DomainError && error.details.code === 'index_already_exists')) throw error;
      });
    },

    async set(settings: Settings): Promise<void> {
      const task = await send(() => writing.index(indexUid).updateSettings(settings));
      await finished(task.taskUid);
    },

    async remove(): Promise<void> {
      const task = await send(() => writing.deleteIndex(indexUid));
      await finished(task.taskUid).catch((error: unknown) => {
        if (!(error instanceof DomainError && error.details.code === 'index_not_found')) throw error;
      });
    },

    /** In one step; the other index has what this one had. */
    async swapWith(other: string): Promise<void> {
      const task = await send(() => writing.swapIndexes([{ indexes: [indexUid, other], rename: false }]));
      await finished(task.taskUid);
    },
  };
}

function failureOf(task: Task): SearchTaskFailed {
  const { code = 'unknown', message = '' } = task.error ?? {};
  return new SearchTaskFailed({ uid: task.uid, status: task.status, code, message });
}
