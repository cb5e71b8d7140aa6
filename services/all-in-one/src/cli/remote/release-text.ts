import { styleText } from 'node:util';
import { fieldChanges } from './field-diff.ts';
import type { ChangeView, ReleaseView } from './follow-job.ts';
import { countText, shown } from './shown-text.ts';

const SIGNS = { added: '+', changed: '~', removed: '-' } as const;
const COLOURS = { added: 'green', changed: 'yellow', removed: 'red' } as const;
/** Members shown of a thing that is added or removed, and differences of one that is changed. */
const MOST_FIELDS = 20;
const MOST_LETTERS = 160;

/** Several lines that end with a line end. */
export function releaseText(release: ReleaseView): string {
  const { releaseId, state, counts, holds, findings, failure, kept } = release;
  const { added, changed, removed, unchanged, failed, before } = counts;
  const lines = [
    `${shown(releaseId)}: ${stateText(release)}`,
    `  of ${countText(before)} before: ${countText(added)} added, ${countText(changed)} changed, ` +
      `${countText(removed)} removed, ${countText(unchanged)} unchanged; ${countText(failed)} rows refused`,
    ...(state === 'staged' ? holds : []).map(
      ({ code, message }) => `  held back: ${shown(code)}: ${shown(message)}`,
    ),
    ...findings.map(
      ({ code, count, samples }) =>
        `  ${shown(code)}: ${countText(count)}${samples.length > 0 ? `, such as ${shown(samples.slice(0, 3).join('; '))}` : ''}`,
    ),
    ...(failure === null ? [] : [`  ${shown(failure)}`]),
    ...(state === 'rolled-back' && kept > 0
      ? [`  ${countText(kept)} were changed by something else since and stay as they are`]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function stateText({ state, stale, kind, feed, releaseId }: ReleaseView): string {
  const of = `${shown(kind)}${feed === '' ? '' : ` of the data set ${shown(feed)}`}`;
  if (state !== 'staged') return `${shown(state)}, ${of}`;
  const old = stale ? '; another release went live since it was compared' : '';
  return `staged, ${of}${old}. It goes live by: qipei publish ${shown(releaseId)}`;
}

/** A line for each change, and below it the fields. */
export function changeText({ change, key, before, after }: ChangeView): string {
  const head = styleText(COLOURS[change], `${SIGNS[change]} ${shown(key)}`, { stream: process.stdout });
  const fields =
    change === 'changed' ? changedFields(before, after) : membersOf(change === 'added' ? after : before);
  const left = fields.length - MOST_FIELDS;
  const more = left > 0 ? [`… and ${countText(left)} more`] : [];
  return [head, ...[...fields.slice(0, MOST_FIELDS), ...more].map((line) => `    ${line}`)]
    .map((line) => `${line}\n`)
    .join('');
}

function changedFields(before: unknown, after: unknown): string[] {
  return fieldChanges(before, after).map((change) => {
    const name = change.field === '' ? '' : `${shown(change.field)}: `;
    if (change.before === undefined) return `${name}+ ${valueText(change.after)}`;
    if (change.after === undefined) return `${name}- ${valueText(change.before)}`;
    return `${name}${valueText(change.before)} → ${valueText(change.after)}`;
  });
}

/** What says nothing is left out. */
function membersOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [valueText(value)];
  return Object.entries(value)
    .filter(([, member]) => !isNothing(member))
    .map(([name, member]) => `${shown(name)}: ${valueText(member)}`);
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function valueText(value: unknown): string {
  return shown(JSON.stringify(value) ?? 'nothing', MOST_LETTERS);
}
