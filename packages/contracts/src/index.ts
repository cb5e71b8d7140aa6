export { fileDescriptors } from './descriptors.ts';
export { type EventToSend, readEnvelope, toRecord } from './envelope.ts';
export { TOPICS } from './topics.ts';
