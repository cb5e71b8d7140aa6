import { createHash, randomBytes } from 'node:crypto';
import { InvalidInput } from '@qipei/kernel';

export type ActorKind = 'user' | 'key' | 'operator' | 'platform';

export interface AuditEntry {
  /** Ids sort by time. */
  entryId: string;
  tenant: string;
  at: Date;
  /** By the name of the operation in the API. */
  action: string;
  actorKind: ActorKind;
  actorId: string;
  /** E-mail of the user or name of the key, as it was then. */
  actorName: string;
  /** Ids of what it was done to, by what they are. Never a secret, never a body. */
  subjects: Readonly<Record<string, string>>;
  /** How often; more than 1 for what is counted. */
  count: number;
}

const ACTION = /^[a-z][A-Za-z0-9]{0,99}$/;
const MAX_SUBJECTS = 12;

/** An id that sorts by `at`; the same one for the same `what`, where that is given, else a new one. */
export function auditId(at: Date, what?: string): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const rest =
    what === undefined ? randomBytes(8) : createHash('sha256').update(what).digest().subarray(0, 8);
  return `audit_${time}${rest.toString('hex')}`;
}

export function isAuditId(text: string): boolean {
  return /^audit_[0-9a-f]{28}$/.test(text);
}

/** @throws InvalidInput for what can't be the name of an operation. */
export function requireAction(action: string): string {
  if (ACTION.test(action)) return action;
  throw new InvalidInput('action', 'action-invalid', 'An action is the name of an operation.');
}

/** What is kept of ids: some, and none without end. */
export function boundedSubjects(subjects: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(subjects)
      .filter(([name, id]) => ACTION.test(name) && id !== '')
      .slice(0, MAX_SUBJECTS)
      .map(([name, id]) => [name, id.replaceAll(/[\p{C}]/gu, '').slice(0, 200)]),
  );
}
