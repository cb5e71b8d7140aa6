/**
 * Which of some private parts of others a tenant may see because their publishers have granted them to it. Asked only of parts
 * that it doesn't see anyway.
 */
export type SharedParts = (tenant: string, partIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** For work on a publisher's own parts. */
export const NOTHING_SHARED: SharedParts = async () => new Set();
