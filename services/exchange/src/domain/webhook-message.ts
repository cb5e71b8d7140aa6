import type { LogType } from './feed-change.ts';
import type { FeedEntry } from './feed-store.ts';
import type { EventType } from './webhook.ts';

/** Where the events of webhooks come from. */
export function logTypesOf(eventTypes: readonly EventType[]): LogType[] {
  const types = new Set<LogType>();
  for (const eventType of eventTypes) {
    if (eventType.startsWith('part.')) types.add('parts');
    else if (eventType.startsWith('fitments.')) types.add('fitments');
    else types.add('events');
  }
  return [...types];
}

/** What a change is called. */
export function eventTypeOf(entry: FeedEntry): string {
  if (entry.type === 'parts') return entry.gone ? 'part.deleted' : 'part.saved';
  if (entry.type === 'fitments') return entry.gone ? 'fitments.deleted' : 'fitments.saved';
  return entry.eventType;
}

/** As the specification's example has it: `{type, timestamp, data}`. Thin: who wants more of it asks for it. */
export function messageOf(entry: FeedEntry): string {
  const { id, version, publisher, data } = entry;
  const told =
    entry.type === 'events'
      ? (JSON.parse(Buffer.from(data ?? []).toString()) as Record<string, unknown>)
      : { id, version, publisher };
  return JSON.stringify({ type: eventTypeOf(entry), timestamp: entry.at.toISOString(), data: told });
}
