import { appGrouper } from './app-classes.ts';
import { checkGroup } from './app-group.ts';
import type { CheckCode } from './check-codes.ts';
import { type CheckReport, type FindingsCollector, findingsCollector } from './check-report.ts';
import type { CheckedApp } from './checked-app.ts';
import { distinctNames } from './distinct-names.ts';
import { faultToReport } from './group-examples.ts';
import { partSpellings } from './part-spellings.ts';
import { partitionedSpill } from './partitioned-spill.ts';
import { positionsMissing } from './positions-missing.ts';
import { type FormatRules, type RecordCheckOptions, recordChecks } from './record-checks.ts';
import { recordIds } from './record-ids.ts';
import { seededHash } from './seeded-hash.ts';
import { appSpiller, wordsOf } from './spilled-app.ts';

export interface FeedCheckOptions extends RecordCheckOptions {
  /** Most examples of each code. Default 100. */
  maxFindings?: number | undefined;
  /** How much of the feed is kept in memory before the rest goes to a temporary file. Default 16 MiB. */
  memoryBytes?: number | undefined;
}

type CountedApp = Pick<CheckedApp, 'record' | 'line' | 'part' | 'partType' | 'vehicle'>;

/** Fed app by app, it says at the end what is wrong with the feed. Memory stays the same however many there are. */
export interface FeedCheck extends Disposable {
  /** What the feed's format and version ask for, as soon as they are known. */
  format(rules: FormatRules): void;
  /** `faultsAreTold`: what is wrong with the app by itself comes by `fault`. */
  add(app: CheckedApp, reader?: { faultsAreTold: boolean }): void;
  /** An app that isn't compared with others, because a reader couldn't read all of it: what it names is counted. */
  count(app: CountedApp): void;
  /** What a reader found of a record (or of the file, `record` then empty). An app that couldn't be read counts as an application. */
  fault(code: CheckCode, at: { record: string; line: number; part?: string }, message: string): void;
  /** Counts an application that isn't given to `add`, because it couldn't be read. */
  skipped(apps: number): void;
  /** Goes through all that has been added. To be called once. */
  finish(): CheckReport;
}

const MEMORY_BYTES = 16 * 1024 ** 2;
/** Of names there are few as a rule: a small feed isn't to open hundreds of buffers for them. */
const NAME_PARTITIONS = 32;

/** Opens no file until the memory is used up; to be disposed of in any case. */
export function createFeedCheck(options: FeedCheckOptions = {}): FeedCheck {
  const memory = options.memoryBytes ?? MEMORY_BYTES;
  const findings = findingsCollector(options.maxFindings ?? 100);
  const hash = seededHash();
  const apps = partitionedSpill(memory * 0.65);
  const parts = partitionedSpill(memory * 0.2);
  const ids = partitionedSpill(memory * 0.1);
  const names = partitionedSpill(memory * 0.05, NAME_PARTITIONS);
  const spillApp = appSpiller(apps, hash);
  const spellings = partSpellings(parts, hash);
  const records = recordIds(ids, hash);
  const positions = positionsMissing();
  const distinct = distinctNames(names, hash);
  const rules: FormatRules = {};
  const checkRecord = recordChecks(options, rules);
  const { vehicles: table } = options;
  let applications = 0;
  let current: CheckedApp | undefined;

  const faultOfRecord = (code: CheckCode, message: string) => {
    if (current === undefined) return;
    const { record, line, part } = current;
    findings.record(code, { record, line, part: part.number }, message);
  };

  function countNames(app: CountedApp): void {
    if (app.record !== '') records.add(app);
    else {
      const at = { record: '', line: app.line, part: app.part.number };
      findings.record('record-id-missing', at, 'The record has no id.');
    }
    spellings.add(app);
    distinct.add(app);
  }

  return {
    format(found) {
      Object.assign(rules, found);
    },
    add(app, { faultsAreTold } = { faultsAreTold: false }) {
      applications += 1;
      current = app;
      if (!faultsAreTold) checkRecord(app, faultOfRecord);
      countNames(app);
      if (app.action === 'delete') return;
      positions.add(app);
      spillApp(
        table === undefined || app.vehicle === undefined
          ? app
          : { ...app, vehicle: table.resolved(app.vehicle) },
      );
    },
    count(app) {
      applications += 1;
      countNames(app);
    },
    fault(code, { record, line, part = '' }, message) {
      findings.record(code, { record, line, part }, message);
    },
    skipped(count) {
      applications += count;
    },
    finish() {
      checkGroups(apps, findings);
      const distinctParts = spellings.finish(findings);
      records.finish(findings);
      positions.finish(findings);
      return {
        ...{ applications, parts: distinctParts, partTypes: distinct.partTypes() },
        baseVehicles: distinct.baseVehicles(),
        duplicates: findings.countOf('duplicate'),
        overlaps: findings.countOf('overlap'),
        commentOverlaps: findings.countOf('comment-overlap'),
        findings: findings.findings(),
      };
    },
    [Symbol.dispose]() {
      apps[Symbol.dispose]();
      parts[Symbol.dispose]();
      ids[Symbol.dispose]();
      names[Symbol.dispose]();
    },
  };
}

function checkGroups(spill: ReturnType<typeof partitionedSpill>, findings: FindingsCollector): void {
  const groupApps = appGrouper(spill);
  for (let partition = 0; partition < spill.partitions; partition += 1) {
    if (spill.records(partition) < 2) continue;
    const { groups, moreOf } = groupApps(partition);
    const from = { spill, moreOf };
    for (const classes of groups()) {
      const faults = checkGroup(classes, {
        attributesOf({ source }) {
          const { buffer, at } = spill.read(source);
          return wordsOf(buffer, at).attributes;
        },
      });
      for (const fault of faults) {
        findings.report(fault.code, faultToReport(fault, from));
        if (!fault.exact) findings.inexact(fault.code);
      }
    }
  }
}

/** Checks a feed from beginning to end; what it holds is given back however it ends. */
export async function checkFeed(
  feed: { apps: AsyncIterable<CheckedApp> | Iterable<CheckedApp> } & FeedCheckOptions,
): Promise<CheckReport> {
  using check = createFeedCheck(feed);
  for await (const app of feed.apps) check.add(app);
  return check.finish();
}
