import kafkajs, { type ITopicConfig } from 'kafkajs';

import { TopicMismatch } from '../errors.ts';
import type { KafkaSettings, TopicSpec } from './kafka-options.ts';
import type { PatientAdmin } from './patient-admin.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The topics on the brokers, under the names that these know. */
export interface TopicCatalog {
  /** Makes the topic where it is missing; how many partitions it has. */
  ensure(name: string, spec: Omit<TopicSpec, 'topic'>): Promise<number>;
  /** How many partitions it has; undefined where there is no such topic. */
  find(name: string): Promise<number | undefined>;
  /** Holds a topic against what it should be. */
  check(name: string, spec: Omit<TopicSpec, 'topic'>): Promise<void>;
}

export function topicCatalog(admin: PatientAdmin, settings: KafkaSettings): TopicCatalog {
  const known = new Map<string, Promise<number | undefined>>();

  function remembered(name: string, look: () => Promise<number | undefined>): Promise<number | undefined> {
    let found = known.get(name);
    if (found === undefined) {
      found = look();
      known.set(name, found);
      // What failed or was not there is looked for anew.
      const forget = () => {
        if (known.get(name) === found) known.delete(name);
      };
      found.then((partitions) => partitions ?? forget(), forget);
    }
    return found;
  }

  async function look(name: string): Promise<number | undefined> {
    const existing = await admin.listTopics();
    if (!existing.includes(name)) return undefined;
    const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
    const partitions = topics.find((each) => each.name === name)?.partitions.length ?? 0;
    return partitions === 0 ? undefined : partitions;
  }

  async function make(name: string, spec: Omit<TopicSpec, 'topic'>): Promise<number> {
    const existing = await look(name);
    if (existing !== undefined) return existing;
    const topic: ITopicConfig = {
      topic: name,
      numPartitions: spec.partitions ?? 6,
      replicationFactor: settings.replicationFactor ?? -1,
      configEntries: Object.entries(topicConfig(spec, settings)).map(([key, value]) => ({
        name: key,
        value,
      })),
    };
    // False where somebody else has made it meanwhile.
    await admin.createTopics({ topics: [topic], waitForLeaders: true, timeout: settings.requestTimeoutMs });
    for (let tries = 0; tries < 100; tries += 1) {
      const made = await look(name).catch(() => undefined);
      if (made !== undefined) return made;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new TopicMismatch(name, 'it was created but does not appear');
  }

  return {
    async ensure(name, spec) {
      const found = await remembered(name, () => make(name, spec));
      if (found !== undefined) return found;
      known.delete(name);
      return await make(name, spec);
    },
    find: (name) => remembered(name, () => look(name)),
    async check(name, spec) {
      const partitions = await this.ensure(name, spec);
      if (partitions !== (spec.partitions ?? 6))
        throw new TopicMismatch(name, `it has ${partitions} partitions, not ${spec.partitions ?? 6}`);
      const wanted = topicConfig(spec, settings);
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames: Object.keys(wanted) }],
      });
      for (const { configName, configValue } of resources[0]?.configEntries ?? []) {
        const value = wanted[configName];
        if (value !== undefined && value !== configValue)
          throw new TopicMismatch(name, `${configName} is '${configValue}', not '${value}'`);
      }
    },
  };
}

function topicConfig(spec: Omit<TopicSpec, 'topic'>, settings: KafkaSettings): Record<string, string> {
  const { retentionDays = 7, compacted = false } = spec;
  return {
    // With both policies, records can be dropped on demand also where none is by age.
    'cleanup.policy': compacted ? 'compact,delete' : 'delete',
    'retention.ms': retentionDays === 'forever' ? '-1' : String(Math.round(retentionDays * DAY_MS)),
    ...((settings.replicationFactor ?? 0) >= 3 ? { 'min.insync.replicas': '2' } : {}),
  };
}
