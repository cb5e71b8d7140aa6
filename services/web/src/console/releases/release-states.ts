export const RELEASE_STATES = [
  'staging',
  'staged',
  'publishing',
  'published',
  'superseded',
  'rolling-back',
  'rolled-back',
  'discarded',
  'failed',
] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

export const CHANGE_KINDS = ['added', 'changed', 'removed'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Where something is done without anybody, and is soon another. */
export function isMoving(state: ReleaseState): boolean {
  return state === 'staging' || state === 'publishing' || state === 'rolling-back';
}
