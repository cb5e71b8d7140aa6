import type { Log, Result } from 'sarif';
import { CHECK_CODES, CHECK_RULES } from './check-codes.ts';
import type { CheckFinding, CheckReport } from './check-report.ts';

const HELP = 'docs/checks.md';

/**
 * The report as a log of SARIF 2.1.0 (OASIS), one result for each example; what was counted and not listed is said in the properties
 * of the run. @param uri of the file, relative to where the check runs
 */
export function sarifLog(report: CheckReport, { uri, broken }: { uri: string; broken: boolean }): Log {
  const { findings, ...counts } = report;
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'qipei check',
            rules: CHECK_CODES.map((code) => {
              const { severity, title, explanation, fix } = CHECK_RULES[code];
              return {
                id: code,
                name: title,
                shortDescription: { text: title },
                fullDescription: { text: explanation },
                help: { text: `${fix} See ${HELP}.` },
                defaultConfiguration: { level: severity },
              };
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: !broken }],
        results: findings.flatMap((finding) => resultsOf(finding, uri)),
        properties: {
          ...counts,
          found: Object.fromEntries(findings.map(({ code, count, faults }) => [code, { count, faults }])),
        },
      },
    ],
  };
}

function resultsOf({ code, severity, examples }: CheckFinding, uri: string): Result[] {
  const ruleIndex = CHECK_CODES.indexOf(code);
  const location = (line: number) => ({
    physicalLocation: {
      artifactLocation: { uri },
      // Lines start at 1; a fault of the whole file has none.
      ...(line > 0 && { region: { startLine: line } }),
    },
  });
  return examples.map(({ message, records, recordCount, count }) => {
    const [first, ...others] = records;
    return {
      ruleId: code,
      ruleIndex,
      level: severity,
      message: { text: message },
      locations: [location(first?.line ?? 0)],
      ...(others.length > 0 && {
        relatedLocations: others.map(({ record, line, part }, id) => ({
          ...{ id, ...location(line) },
          message: { text: part === '' ? `Record ${record}` : `Record ${record}: ${part}` },
        })),
      }),
      properties: { records: records.map(({ record }) => record), recordCount, count },
    };
  });
}
