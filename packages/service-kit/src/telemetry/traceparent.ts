import { randomBytes } from 'node:crypto';

/** A trace context of a new trace, not sampled. */
export function newTraceparent(): string {
  const random = randomBytes(24).toString('hex');
  return `00-${random.slice(0, 32)}-${random.slice(32)}-00`;
}

/** Whether it is one of version 00 (https://www.w3.org/TR/trace-context/#traceparent-header). */
export function isTraceparent(value: string): boolean {
  return /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(value) && !/^00-0{32}|-0{16}-/.test(value);
}
