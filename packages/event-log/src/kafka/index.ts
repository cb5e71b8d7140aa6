export { openKafkaEventLog } from './kafka-event-log.ts';
export type { KafkaEventLogOptions, KafkaSasl, TopicSpec } from './kafka-options.ts';
