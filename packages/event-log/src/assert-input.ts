import { InvalidInput } from '@qipei/kernel';
import type { NewRecord, SubscribeOptions } from './event-log.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

export function assertName(field: string, name: string): void {
  if (typeof name === 'string' && NAME.test(name)) return;
  throw new InvalidInput(
    field,
    'name-invalid',
    `A ${field} is 1 to 200 letters, digits, dots, dashes and underscores.`,
  );
}

export function assertSubscribe(options: SubscribeOptions): void {
  assertName('group', options.group);
  if (options.topics.length === 0)
    throw new InvalidInput('topics', 'topics-empty', 'A subscription needs a topic.');
  for (const topic of options.topics) assertName('topic', topic);
  for (const field of ['maxBatch', 'maxAttempts'] as const) {
    const value = options[field] ?? 1;
    if (!Number.isInteger(value) || value < 1)
      throw new InvalidInput(field, 'count-invalid', `${field} is 1 or more.`);
  }
}

/** Returns roughly how many bytes the records hold. */
export function assertRecords(added: readonly NewRecord[]): number {
  let bytes = 0;
  for (const [i, { key, id, type, value }] of added.entries()) {
    const strings =
      typeof key === 'string' && typeof id === 'string' && id !== '' && typeof type === 'string';
    if (!strings || !(value instanceof Uint8Array)) {
      throw new InvalidInput(
        `records[${i}]`,
        'record-invalid',
        'A record has a key, an id, a type and a value in bytes.',
      );
    }
    bytes += value.byteLength + key.length + id.length + type.length + 32;
  }
  return bytes;
}
