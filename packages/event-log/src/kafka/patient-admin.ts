import type { Admin } from 'kafkajs';
import { backoffMs } from '../backoff.ts';
import { exclusively } from '../deliver.ts';

/** What the log asks of the brokers and tells them to do. */
export type PatientAdmin = Pick<
  Admin,
  | 'listTopics'
  | 'fetchTopicMetadata'
  | 'createTopics'
  | 'describeConfigs'
  | 'fetchOffsets'
  | 'fetchTopicOffsets'
  | 'deleteGroups'
  | 'deleteTopicRecords'
>;

const PATIENCE_MS = 10_000;

/**
 * kafkajs gives up at once where a coordinator is still loading or has just moved; this asks again for 10 s. Requests go one
 * at a time: two at once mix up the client's metadata, and one of them fails with a TypeError or finds no partitions.
 */
export function patientAdmin(admin: Admin): PatientAdmin {
  const oneAtATime = exclusively();
  const ask = <T>(request: () => Promise<T>) => patiently(() => oneAtATime(request));
  return {
    listTopics: () => ask(() => admin.listTopics()),
    fetchTopicMetadata: (options) => ask(() => admin.fetchTopicMetadata(options)),
    createTopics: (options) => ask(() => admin.createTopics(options)),
    describeConfigs: (options) => ask(() => admin.describeConfigs(options)),
    fetchOffsets: (options) => ask(() => admin.fetchOffsets(options)),
    fetchTopicOffsets: (topic) => ask(() => admin.fetchTopicOffsets(topic)),
    deleteGroups: (groupIds) => ask(() => admin.deleteGroups(groupIds)),
    deleteTopicRecords: (options) => ask(() => admin.deleteTopicRecords(options)),
  };
}

/** Asks again where a coordinator or a leader is only on its way. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let failures = 1; ; failures += 1) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline || !mayPass(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, backoffMs(failures, 50, 1_000)));
    }
  }
}

function mayPass(error: unknown): boolean {
  // Another request has replaced the client's metadata between its two halves.
  if (error instanceof TypeError) return true;
  const { groups } = error as { groups?: { error?: { type?: string } }[] };
  // Of groups, kafkajs calls each answer one that may change, also that there is none.
  if (groups !== undefined) return groups.every((each) => each.error?.type?.includes('COORDINATOR'));
  for (let each = error; each instanceof Error; each = each.cause)
    if ((each as Error & { retriable?: unknown }).retriable === true) return true;
  return false;
}
