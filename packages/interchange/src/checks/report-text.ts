import type { CheckFinding, CheckReport } from './check-report.ts';

const EXAMPLES = 3;
const WIDTH = 400;

/** The report for people: what was read, then each kind of fault with its first examples. */
export function reportText(report: CheckReport, { file }: { file: string }): string {
  const { applications, parts, partTypes, baseVehicles, findings } = report;
  const ofParts = [counted(parts, 'parts'), counted(partTypes, 'part types')];
  const isOfParts = applications === 0 && parts > 0;
  const numbers = isOfParts
    ? ofParts.join(', ')
    : [counted(applications, 'applications'), ...ofParts, counted(baseVehicles, 'base vehicles')].join(', ');
  const lines = [`${plain(file)}: ${numbers}.`];
  for (const finding of findings) lines.push('', ...findingLines(finding));
  lines.push('', verdict(findings));
  return `${lines.join('\n')}\n`;
}

function findingLines({
  code,
  severity,
  title,
  count,
  counts,
  recordCount,
  explanation,
  fix,
  exact,
  ...found
}: CheckFinding): string[] {
  const of = counts === 'records' || counts === 'files' ? '' : ` of ${counted(recordCount, 'records')}`;
  const lines = [
    `${severity} ${code}: ${title} (${exact ? '' : 'at least '}${counted(count, counts)}${of})`,
    `  ${explanation}`,
    `  ${fix}`,
  ];
  for (const { message, records } of found.examples.slice(0, EXAMPLES)) {
    const at = records
      .slice(0, EXAMPLES)
      .map(({ record, line }) =>
        `${record === '' ? '' : `record ${plain(record)} `}${line > 0 ? `line ${line}` : ''}`.trim(),
      )
      .filter((each) => each !== '');
    lines.push(`    ${at.length === 0 ? '' : `${at.join(', ')}: `}${plain(message)}`);
  }
  const more = found.faults - Math.min(EXAMPLES, found.examples.length);
  if (more > 0) lines.push(`    … and ${amount(more)} more`);
  return lines;
}

function verdict(findings: readonly CheckFinding[]): string {
  if (findings.length === 0) return 'Nothing is at fault.';
  const of = (severity: CheckFinding['severity']) => {
    const kinds = findings.filter((finding) => finding.severity === severity);
    const faults = kinds.reduce((sum, finding) => sum + finding.faults, 0);
    return faults === 0 ? [] : [counted(faults, `${severity}s`)];
  };
  return `${[...of('error'), ...of('warning'), ...of('note')].join(', ')}.`;
}

/** Without Intl, whose data takes longer to load than a small feed to check. */
function amount(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function counted(number: number, what: string): string {
  return `${amount(number)} ${number === 1 ? what.slice(0, -1) : what}`;
}

/** A feed's words may hold what moves a terminal's cursor. */
function plain(text: string): string {
  const shown = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
  return shown.length > WIDTH ? `${shown.slice(0, WIDTH - 1)}…` : shown;
}
