export { type Clock, systemClock } from './clock.ts';
export {
  DomainError,
  type DomainErrorOptions,
  type ErrorKind,
  type FieldFault,
  InvalidInput,
  NotFound,
} from './errors.ts';
export { isId, newEventId, newId } from './ids.ts';
export { type Money, minorDigits, multiplyMoney, parseMoney, sumByCurrency } from './money.ts';
export { repeatedMember } from './repeated-member.ts';
export type { Snapshot, SnapshotRecord } from './snapshot.ts';
