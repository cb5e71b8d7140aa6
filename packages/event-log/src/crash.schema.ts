import { INBOX_MIGRATION, type Migration, OUTBOX_MIGRATION } from '@qipei/sqlite';

export const CRASH_POINTS = [
  'while-saving',
  'before-publish',
  'while-publishing',
  'after-publish-before-remove',
  'after-remove',
  'before-handling',
  'after-handling-before-commit',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

export const SAVED_MIGRATIONS: readonly Migration[] = [
  OUTBOX_MIGRATION,
  {
    id: 'saved-1',
    up: 'CREATE TABLE saved (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, key TEXT NOT NULL)',
  },
];

export const APPLIED_MIGRATIONS: readonly Migration[] = [
  INBOX_MIGRATION,
  {
    id: 'applied-1',
    up: 'CREATE TABLE applied (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, key TEXT NOT NULL)',
  },
];
