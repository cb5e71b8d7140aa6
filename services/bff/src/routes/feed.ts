import { ReadFeedRequest, type ReadFeedResponse } from '@qipei/contracts/feed/v1/feed';
import { DomainError } from '@qipei/kernel';
import { z } from 'zod';
import { requireScope } from '../http/authenticate.ts';
import { HttpProblem } from '../http/problem.ts';
import { text, wholeNumber } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { FEED_TYPES, FeedLineJson, feedLineJson, feedType } from '../resources/feed-line.ts';

const types = z
  .string()
  .transform((list) => list.split(',').map((each) => each.trim()))
  .pipe(z.array(z.enum(FEED_TYPES)).min(1))
  .optional()
  .meta({
    description:
      'Some of `parts`, `fitments`, `releases`, with commas; all that the key may read unless given. A cursor keeps its own.',
    override: { type: 'string', example: 'parts,fitments' },
  });

const RELEASES_SCOPE = 'imports:read';
const WITHOUT_RELEASES = FEED_TYPES.filter((type) => type !== 'releases');

export const feedRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/feed',
    operationId: 'readFeed',
    summary: 'Follow all that you may see',
    description:
      'What changed behind the cursor, a line each, up to now: your own parts, everybody’s public ones and those that you were ' +
      'granted, with their fitments, and your own releases. Without a cursor everything there is. Apply the lines in their order ' +
      'and keep the cursor of the last one that you have applied: it is good for years. Of each part its newest change alone ' +
      'comes, so a line may pass over versions. An answer that breaks off is gone on with from its last whole line.',
    tag: 'Feed',
    scope: 'catalog:read',
    query: z.strictObject({
      cursor: text(200).optional().meta({ description: 'Of the last line that you have applied.' }),
      types,
      limit: wholeNumber({ min: 1, max: 1_000_000 }).optional().meta({ description: 'Most lines.' }),
      wait: wholeNumber({ min: 0, max: 60 }).optional().meta({
        description: 'Seconds to wait for a first line where there is none yet.',
      }),
    }),
    problems: {
      410: '`feed-resync`: the platform was put back to an earlier state than the cursor’s. Begin without one.',
    },
    responses: {
      200: {
        description: 'NDJSON, a line each; empty where nothing has changed.',
        lines: { contentType: 'application/x-ndjson', schema: FeedLineJson },
      },
    },
    async handle({ query }, { peers, call, caller }) {
      const { cursor = '', limit = 0, wait = 0 } = query;
      const asked = query.types ?? (caller.scopes.has(RELEASES_SCOPE) ? [] : WITHOUT_RELEASES);
      if (asked.includes('releases')) requireScope(caller, RELEASES_SCOPE, 'Reading releases');
      const request = { cursor, limit, waitSeconds: wait, types: asked.map(feedType) };
      const answers = peers.feed.readFeed(ReadFeedRequest.fromPartial(request), call);
      return { status: 200, contentType: 'application/x-ndjson; charset=utf-8', content: linesOf(answers) };
    },
  }),
];

async function* linesOf(answers: AsyncIterable<ReadFeedResponse>): AsyncGenerator<string> {
  try {
    for await (const { entries } of answers) {
      let lines = '';
      for (const entry of entries) lines += `${JSON.stringify(feedLineJson(entry))}\n`;
      yield lines;
    }
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'feed-resync') throw error;
    throw new HttpProblem({ status: 410, code: error.code, detail: error.message, cause: error });
  }
}
