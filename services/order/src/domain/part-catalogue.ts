import type { PartSnapshot } from './order.ts';

export interface PartCatalogue {
  /** Those that the caller may see, by id. */
  find(caller: Caller, partIds: readonly string[]): Promise<Map<string, PartSnapshot>>;
}

/** On whose behalf something is asked. */
export interface Caller {
  tenant: string;
  /** Empty for the tenant itself, who sees all its customers' orders. */
  customerId: string;
  actor: string;
  traceparent: string;
}
