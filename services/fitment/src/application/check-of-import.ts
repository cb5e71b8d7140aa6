import type { Row } from '@qipei/interchange';
import { checkedRow, createFeedCheck, type FeedCheck } from '@qipei/interchange/checks';
import type { ReleaseFinding } from '@qipei/release';
import { withoutAssets } from './feed-assets.ts';

/** Records that are shown of a finding. */
const SAMPLES = 10;
const EXAMPLES = 20;
/** Of a feed, before what is compared goes to a file: the platform has other uses of its memory. */
const CHECK_BYTES = 4 * 1024 ** 2;

export interface ImportChecks {
  findings: ReleaseFinding[];
  /** JSON of the whole report; empty where there is none. */
  report: string;
}

/** The checks of the feed that is being taken in, one at a time. */
export interface CheckOfImport extends Disposable {
  /** Rows of a file, in its order. */
  add(jobId: string, rows: readonly Row[]): void;
  /** Once for each import: the last row is in. `failed` rows were refused before they could be looked at. */
  finish(jobId: string): ImportChecks;
}

/**
 * An import that goes on after a crash has lost what was noticed of its first rows: that is said, and nothing else, as half a
 * check would be wrong.
 */
export function checkOfImport(): CheckOfImport {
  let current: { jobId: string; check: FeedCheck | undefined; done: ImportChecks | undefined } | undefined;

  function begin(jobId: string, firstRow: number): FeedCheck | undefined {
    current?.check?.[Symbol.dispose]();
    const check =
      firstRow === 1 ? createFeedCheck({ maxFindings: EXAMPLES, memoryBytes: CHECK_BYTES }) : undefined;
    current = { jobId, check, done: undefined };
    return check;
  }

  return {
    add(jobId, rows) {
      const first = rows[0];
      if (first === undefined) return;
      const check = current?.jobId === jobId ? current.check : begin(jobId, first.row);
      if (check !== undefined) for (const row of withoutAssets(rows).rows) check.add(checkedRow(row));
    },
    finish(jobId) {
      if (current?.jobId !== jobId) return NOT_CHECKED;
      current.done ??= current.check === undefined ? NOT_CHECKED : reportOf(current.check);
      return current.done;
    },
    [Symbol.dispose]: () => current?.check?.[Symbol.dispose](),
  };
}

const NOT_CHECKED: ImportChecks = {
  findings: [
    { code: 'not-checked', count: 1, samples: ['The import was interrupted; its rows were not compared.'] },
  ],
  report: '',
};

function reportOf(check: FeedCheck): ImportChecks {
  const report = check.finish();
  check[Symbol.dispose]();
  const findings = report.findings.map(({ code, count, records }) => ({
    code,
    count,
    samples: records
      .slice(0, SAMPLES)
      .map(({ record, line, part }) => `${record} (line ${line}) ${part}`.trim()),
  }));
  return { findings, report: JSON.stringify(report) };
}
