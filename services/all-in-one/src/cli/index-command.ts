import { setTimeout as pause } from 'node:timers/promises';
import { readPartVersions } from '@qipei/catalog';
import { republishCatalog } from '@qipei/catalog/background';
import { republishFitments } from '@qipei/fitment/background';
import { republishInventory } from '@qipei/inventory/background';
import { checkPartIndex, type IndexDifference, removePartIndex } from '@qipei/search';
import { holdDataFolder } from '../data-folder.ts';
import type { Engines } from '../engines.ts';
import { type Answer, type Command, parse, UsageError } from './command.ts';

const SHOWN = 20;
const SETTLE_MS = 1_000;
const OUTDATED =
  'It was made by an earlier version of Qipei and lacks what has come since: run `qipei index rebuild` with the platform stopped.\n';

function lineOf({ kind, partId, source, indexed }: IndexDifference): string {
  const versions = {
    missing: `version ${source} is not in the index`,
    extra: `version ${indexed} is in the index, the catalogue has no such part`,
    stale: `version ${indexed} is in the index, the catalogue has ${source}`,
  };
  return `${kind}\t${partId}\t${versions[kind]}\n`;
}

interface Check {
  parts: number;
  waiting: number;
  outdated: boolean;
  found: Map<string, IndexDifference>;
}

async function check(engines: Engines): Promise<Check> {
  const found = new Map<string, IndexDifference>();
  const counts = await checkPartIndex({
    ...engines,
    parts: () => readPartVersions(engines),
    onDifference: (difference) => found.set(difference.partId, difference),
  });
  return { ...counts, found };
}

/** The two sides are not read at one instant: what a platform that runs changes meanwhile differs once, not twice. */
async function checkTwice(engines: Engines): Promise<Check> {
  const first = await check(engines);
  if (first.found.size === 0) return first;
  await pause(SETTLE_MS);
  const second = await check(engines);
  for (const [partId, { kind, source, indexed }] of second.found) {
    const before = first.found.get(partId);
    if (before?.kind !== kind || before.source !== source || before.indexed !== indexed)
      second.found.delete(partId);
  }
  return second;
}

async function checkCommand(args: string[], engines: Engines): Promise<Answer> {
  const { positionals } = parse(args, {});
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' was not expected`);
  const { parts, waiting, outdated, found } = await checkTwice(engines);
  const behind = waiting > 0 ? `${waiting} events have yet to be indexed.\n` : '';
  const made = outdated ? OUTDATED : '';
  if (found.size === 0) {
    const text = `${parts} parts: the index agrees with the catalogue.\n${behind}${made}`;
    return outdated ? { text, exitCode: 1 } : { text };
  }
  const differences = [...found.values()];
  const count = (kind: IndexDifference['kind']) => differences.filter((each) => each.kind === kind).length;
  const more = found.size > SHOWN ? `… and ${found.size - SHOWN} more\n` : '';
  const summary = `${parts} parts: ${count('missing')} missing, ${count('extra')} extra, ${count('stale')} stale in the index.\n`;
  const text = `${differences.slice(0, SHOWN).map(lineOf).join('')}${more}${summary}${behind}${made}`;
  return { text, exitCode: 1 };
}

/** Only where the platform is stopped: the index is removed, and made anew from what the services tell once more. */
async function rebuildCommand(args: string[], engines: Engines): Promise<Answer> {
  const { positionals } = parse(args, {});
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' was not expected`);
  using _held = holdDataFolder(engines.dataDir);
  await removePartIndex(engines);
  const parts = await republishCatalog(engines);
  const fitments = await republishFitments({ ...engines, vinTableFile: process.env.QIPEI_VIN_TABLE ?? '' });
  const offers = await republishInventory(engines);
  return {
    text: `${parts} parts, the fitments of ${fitments} and ${offers} offers are indexed anew when the platform starts.\n`,
  };
}

export const INDEX_COMMANDS: Record<string, Command> = {
  'index check': checkCommand,
  'index rebuild': rebuildCommand,
};
