export { fileDescriptors } from './descriptors.ts';
export { type EventToSend, readEnvelope, toRecord } from './envelope.ts';
export { messageEncoder } from './message-encoder.ts';
export { TOPIC_SPECS, TOPICS } from './topics.ts';
