import type { FitmentExpander } from '../domain/expand-fitments.ts';

/** Over the vehicles of a tenant, those of these models among them. */
export type ExpanderOf = (tenant: string, modelIds: readonly string[]) => Promise<FitmentExpander>;
