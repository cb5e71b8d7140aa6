import { ApiProblem } from '@qipei/api-client';

export interface Shortage {
  /** From 1, as they were sent. */
  line: number;
  requested: number;
  available: number;
}

/** The lines that an order was refused for. */
export function shortagesOf(error: unknown): Shortage[] {
  if (!(error instanceof ApiProblem) || !Array.isArray(error.members.shortages)) return [];
  return error.members.shortages.flatMap((each: unknown) => {
    const { line, requested, available } = (each ?? {}) as Record<string, unknown>;
    return typeof line === 'number' && typeof requested === 'number' && typeof available === 'number'
      ? [{ line, requested, available }]
      : [];
  });
}
