export { coalescedWake } from './coalesced-wake.ts';
export { EventLogClosed, EventLogOverloaded, SubscriptionSuperseded } from './errors.ts';
export type {
  DeadLetter,
  DeliveryFailure,
  EventLog,
  LogRecord,
  NewRecord,
  SubscribeOptions,
  Subscription,
} from './event-log.ts';
export {
  type Outbox,
  type OutboxRow,
  type Relay,
  type RelayOptions,
  startRelay,
  wakeRelay,
} from './relay.ts';
