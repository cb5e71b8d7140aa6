import type { ExportJob } from './export-job.ts';

/** What an adapter keeps as JSON: all but what it looks for by itself. */
type Body = Omit<ExportJob, 'id' | 'tenant' | 'state' | 'rows' | 'cancelRequested'>;

type Written<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | undefined ? string : T[K];
};

export function withTold(body: string, told: object): string {
  return JSON.stringify({ ...(JSON.parse(body) as object), ...told });
}

export function readBody(body: string): Body {
  const read = JSON.parse(body) as Written<Body> & { selection: Written<ExportJob['selection']> };
  const { kind, format, settings, gzip, traceparent, selection } = read;
  const {
    failure = '',
    bytes = 0,
    sha256 = '',
    losses = 0,
    notes = [],
    attempts = 0,
  } = read as Partial<typeof read>;
  return {
    ...{ kind, format, settings, gzip, traceparent, failure, bytes, sha256, losses, notes, attempts },
    selection: { ...selection, feed: selection.feed, updatedSince: instant(selection.updatedSince) },
    createdAt: new Date(read.createdAt),
    finishedAt: instant(read.finishedAt),
    expiresAt: instant(read.expiresAt),
    asOf: instant(read.asOf),
  };
}

function instant(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
