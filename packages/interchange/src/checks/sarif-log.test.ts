import { describe, expect, it } from 'vitest';
import { CHECK_CODES } from './check-codes.ts';
import { createFeedCheck } from './feed-check.ts';
import { sarifLog } from './sarif-log.ts';

function made() {
  using check = createFeedCheck();
  const vehicle = {
    kind: 'base-vehicle' as const,
    key: 'vcdb.baseVehicle:1',
    make: '',
    model: '',
    years: undefined,
  };
  for (const [line, number] of ['P1', 'P2', 'P1', ''].entries())
    check.add({
      ...{ record: String(line + 1), line: line + 10, action: 'add', vehicle, partType: '1', positions: [] },
      ...{ attributes: [], qualifiers: [], notes: [], part: { brand: 'B', number } },
      ...{ quantity: '1', mfrLabel: '', asset: '', validate: true },
    });
  check.fault('file-broken', { record: '', line: 0 }, 'cut');
  return check.finish();
}

// The type of the log is that of the schema (OASIS SARIF 2.1.0); these are its rules that a type can't say.
describe('A log of SARIF', () => {
  const report = made();
  const log = sarifLog(report, { uri: 'feeds/a%20b.xml', broken: true });
  const [run] = log.runs;

  it('names its version and schema, and a rule for each code', () => {
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
    const ids = run?.tool.driver.rules?.map(({ id }) => id);
    expect(ids).toEqual(CHECK_CODES);
    expect(new Set(ids).size).toBe(ids?.length);
  });

  it('has a result for each example, with its rule, level, and lines from 1', () => {
    expect(run?.results).toHaveLength(report.findings.flatMap(({ examples }) => examples).length);
    for (const {
      ruleId,
      ruleIndex = -1,
      level,
      message,
      locations = [],
      relatedLocations = [],
    } of run?.results ?? []) {
      expect(run?.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
      expect(message.text).not.toBe('');
      expect(locations).toHaveLength(1);
      expect(new Set(relatedLocations.map(({ id }) => id)).size).toBe(relatedLocations.length);
      for (const { physicalLocation } of [...locations, ...relatedLocations]) {
        expect(physicalLocation?.artifactLocation?.uri).toBe('feeds/a%20b.xml');
        if (physicalLocation?.region !== undefined)
          expect(physicalLocation.region.startLine).toBeGreaterThan(0);
      }
    }
  });

  it('says that the file broke off, and how many there are of what', () => {
    expect(run?.invocations).toEqual([{ executionSuccessful: false }]);
    expect(run?.properties).toMatchObject({ applications: 4, found: { overlap: { count: 2 } } });
  });

  it('is JSON without a loss', () => {
    expect(JSON.parse(JSON.stringify(log))).toEqual(log);
  });
});
