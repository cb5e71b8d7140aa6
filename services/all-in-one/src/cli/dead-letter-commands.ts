import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TOPIC_SPECS, TOPICS } from '@qipei/contracts';
import type { EventLog } from '@qipei/event-log';
import { openEventLog } from '@qipei/event-log/open';
import { EXCHANGE_FEED_GROUP } from '@qipei/exchange';
import { PART_VISIBILITY_GROUP } from '@qipei/fitment';
import { NotFound } from '@qipei/kernel';
import { SEARCH_PROJECTION_GROUP } from '@qipei/search';
import type { Engines } from '../engines.ts';
import { type Answer, type Command, parse, UsageError } from './command.ts';

const GROUPS = [SEARCH_PROJECTION_GROUP, PART_VISIBILITY_GROUP, EXCHANGE_FEED_GROUP];
const LIMIT = 100;

/** One of those that there are: a misspelt name would look like a topic without dead letters. */
function known(what: string, value: unknown, all: readonly string[]): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && all.includes(value)) return value;
  throw new UsageError(`there is no ${what} '${value}'; there are ${all.join(', ')}`);
}

function readOptions(args: string[]) {
  const { values, positionals } = parse(args, {
    topic: { type: 'string' },
    group: { type: 'string' },
    limit: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' was not expected`);
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 1_000_000))
    throw new UsageError('--limit is a whole number from 1 to 1000000');
  return {
    topic: known('topic', values.topic, Object.values(TOPICS)),
    group: known('group', values.group, GROUPS),
    limit,
  };
}

async function openLog({ eventLog }: Engines): Promise<EventLog> {
  if (eventLog.engine === 'sqlite') {
    const file = join(eventLog.dataDir, 'event-log.sqlite');
    if (!existsSync(file)) throw new NotFound('event-log', file);
  }
  return await openEventLog(eventLog, { clientId: 'qipei-cli', topics: TOPIC_SPECS });
}

async function listCommand(args: string[], engines: Engines): Promise<Answer> {
  const { topic, group, limit = LIMIT } = readOptions(args);
  await using log = await openLog(engines);
  const lines: string[] = [];
  for (const eachTopic of topic === undefined ? Object.values(TOPICS) : [topic]) {
    for (const eachGroup of group === undefined ? GROUPS : [group]) {
      const letters = await log.deadLetters(eachTopic, eachGroup, limit + 1);
      for (const letter of letters.slice(0, limit)) {
        lines.push(
          [
            letter.parkedAt.toISOString(),
            letter.topic,
            letter.group,
            letter.offset,
            letter.key,
            letter.id,
            letter.type,
            `${letter.attempts} attempts`,
            letter.error.replace(/\s+/g, ' '),
          ].join('\t'),
        );
      }
      if (letters.length > limit) lines.push(`… and more of ${eachTopic} for ${eachGroup}: raise --limit`);
    }
  }
  return { text: lines.length === 0 ? 'There are no dead letters.\n' : `${lines.join('\n')}\n` };
}

async function replayCommand(args: string[], engines: Engines): Promise<Answer> {
  const { topic, group, limit } = readOptions(args);
  if (topic === undefined || group === undefined)
    throw new UsageError('dead-letters replay needs --topic and --group');
  await using log = await openLog(engines);
  const putBack = await log.replayDeadLetters(topic, group, limit);
  const when = putBack > 0 ? ' They are taken in now, or at the next start.' : '';
  return { text: `${putBack} dead letters of ${topic} were put back for ${group}.${when}\n` };
}

export const DEAD_LETTER_COMMANDS: Record<string, Command> = {
  'dead-letters list': listCommand,
  'dead-letters replay': replayCommand,
};
