/** A rule pack as it is listed. */
export interface RulePackHead {
  /** The pack's `id`. */
  name: string;
  title: string;
  priority: number;
  ruleCount: number;
  /** SHA-256 of its JSON, in hexadecimal. */
  digest: string;
  updatedAt: Date;
}

export interface StoredRulePack extends RulePackHead {
  json: string;
}

/** How much of it a tenant may have. */
export interface RulePackLimits {
  packs: number;
  /** Of all its packs together. */
  rules: number;
}

/** Everything is `tenant`'s and nobody else's. */
export interface RulePackRepository {
  /** By name, in the order of their UTF-8 bytes. */
  list(tenant: string): Promise<RulePackHead[]>;
  find(tenant: string, name: string): Promise<StoredRulePack | undefined>;
  /**
   * Durable when it resolves; replaces the pack of the same name whole. Beyond a limit nothing is changed. Of several at
   * once each is held against what was there before: over a store without transactions they may exceed it together.
   */
  put(
    tenant: string,
    pack: StoredRulePack,
    limits: RulePackLimits,
  ): Promise<'created' | 'replaced' | 'too-many-packs' | 'too-many-rules'>;
  /** Whether there was one. */
  remove(tenant: string, name: string): Promise<boolean>;
}

export type RulePackRecord = { kind: 'rule-pack'; tenant: string } & StoredRulePack;

/** Every tenant's, for moving it elsewhere. */
export interface RulePackArchive {
  isEmpty(): Promise<boolean>;
  /** In the order of `<tenant>/<name>`. */
  read(): AsyncIterable<RulePackRecord>;
  /** Adds them as they are; what is there already stays. */
  adopt(records: readonly RulePackRecord[]): Promise<void>;
}
