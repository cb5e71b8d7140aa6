import { CommandFault, EXIT, Refused } from './command-fault.ts';
import { type SeenRelease, seenRelease, settledRelease } from './follow-job.ts';
import type { PlatformClient } from './platform-client.ts';

/** What is asked of a release, and the states in which it has been done. */
export const MOVES = {
  publish: ['published'],
  'roll-back': ['rolled-back'],
  discard: ['discarded'],
} as const;
export type Move = keyof typeof MOVES;

/** Asks for it and waits until it is through; asked for again after it was done, it is done. @throws CommandFault */
export async function moveRelease(
  client: PlatformClient,
  releaseId: string,
  move: Move,
): Promise<SeenRelease> {
  try {
    await client.ask('POST', `/v1/releases/${encodeURIComponent(releaseId)}/${move}`, {
      headers: { 'content-length': 0 },
    });
  } catch (error) {
    // The answer of a first try may have been lost.
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    const seen = await seenRelease(client, releaseId);
    if (seen === undefined || !isDone(seen, move)) throw error;
  }
  const seen = await settledRelease(client, releaseId);
  if (seen !== undefined) return seen;
  const message = `There is no release ${releaseId} any more.`;
  throw new CommandFault({ code: 'release-not-found', message, exitCode: EXIT.refused });
}

export function isDone({ release }: SeenRelease, move: Move): boolean {
  return (MOVES[move] as readonly string[]).includes(release.state);
}
