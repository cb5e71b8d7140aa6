import { createHash } from 'node:crypto';
import { type Clock, DomainError, InvalidInput, NotFound } from '@qipei/kernel';
import { loadRulePackInSlices, type RulePack, RulePackError } from '@qipei/vin';
import type { RulePackHead, RulePackRepository, StoredRulePack } from '../domain/rule-pack-repository.ts';

/** What a tenant may have. */
export const RULE_PACK_LIMITS = { packs: 20, rules: 50_000 };
export const MAX_RULE_PACK_BYTES = 3_000_000;

/** Packs that another process took in are seen by then. */
const FRESH_MS = 1_000;
/** Loaded rules of all tenants together, about 1 KB each; those of whoever decoded last stay. */
const MOST_RULES = 100_000;
/** Tenants of whom is known that they have no packs, or which. */
const MOST_TENANTS = 1_000;
/** Faults travel in headers, which are limited. */
const MOST_FAULTS = 20;

interface Loaded {
  at: number;
  digests: string;
  packs: ReadonlyMap<string, RulePack>;
  rules: number;
}

/** Tenants' rule packs: taken in, given back, and ready for a decode. */
export interface TenantRulePacks extends Pick<RulePackRepository, 'list'> {
  /** Those to decode the tenant's VINs with. */
  of(tenant: string): Promise<readonly RulePack[]>;
  /** @throws InvalidInput, DomainError with every fault of the pack, or where it is too much */
  put(tenant: string, name: string, json: string): Promise<{ head: RulePackHead; created: boolean }>;
  /** @throws NotFound */
  get(tenant: string, name: string): Promise<StoredRulePack>;
  /** @throws NotFound */
  remove(tenant: string, name: string): Promise<void>;
}

export function tenantRulePacks({
  store,
  clock,
  onUnreadable,
}: {
  store: RulePackRepository;
  clock: Clock;
  /** Told of a pack that was taken in and can't be read any more; it is left out until it is put anew. */
  onUnreadable: (tenant: string, name: string, error: unknown) => void;
}): TenantRulePacks {
  const loaded = new Map<string, Loaded>();
  const underWay = new Map<string, Promise<readonly RulePack[]>>();

  function keep(tenant: string, entry: Loaded): void {
    loaded.delete(tenant);
    loaded.set(tenant, entry);
    let rules = 0;
    for (const each of loaded.values()) rules += each.rules;
    for (const [oldest, each] of loaded) {
      if ((rules <= MOST_RULES && loaded.size <= MOST_TENANTS) || oldest === tenant) break;
      loaded.delete(oldest);
      rules -= each.rules;
    }
  }

  async function refresh(tenant: string): Promise<readonly RulePack[]> {
    const before = loaded.get(tenant);
    const heads = await store.list(tenant);
    const digests = heads.map(({ name, digest }) => `${name} ${digest}`).join('\n');
    const at = clock.now().getTime();
    if (before?.digests === digests) {
      keep(tenant, { ...before, at });
      return [...before.packs.values()];
    }
    const packs = new Map<string, RulePack>();
    for (const { name, digest } of heads) {
      const pack = before?.packs.get(digest) ?? (await load(tenant, name));
      if (pack !== undefined) packs.set(digest, pack);
    }
    const rules = [...packs.values()].reduce((sum, { ruleCount }) => sum + ruleCount, 0);
    keep(tenant, { at, digests, packs, rules });
    return [...packs.values()];
  }

  async function load(tenant: string, name: string): Promise<RulePack | undefined> {
    const found = await store.find(tenant, name);
    if (found === undefined) return undefined;
    try {
      return await loadRulePackInSlices(found.json);
    } catch (error) {
      if (!(error instanceof RulePackError)) throw error;
      onUnreadable(tenant, name, error);
      return undefined;
    }
  }

  return {
    async of(tenant) {
      const known = loaded.get(tenant);
      const age = clock.now().getTime() - (known?.at ?? 0);
      if (known !== undefined && age >= 0 && age < FRESH_MS) return [...known.packs.values()];
      const running = underWay.get(tenant);
      if (running !== undefined) return await running;
      const reading = refresh(tenant).finally(() => underWay.delete(tenant));
      underWay.set(tenant, reading);
      return await reading;
    },
    list: (tenant) => store.list(tenant),
    async put(tenant, name, json) {
      const pack = await checkedPack(name, json);
      const { title, priority, ruleCount } = pack;
      const head = {
        ...{ name, title, priority, ruleCount, updatedAt: clock.now() },
        digest: createHash('sha256').update(json).digest('hex'),
      };
      const outcome = await store.put(tenant, { ...head, json }, RULE_PACK_LIMITS);
      if (outcome === 'too-many-packs' || outcome === 'too-many-rules') throw tooMany(outcome);
      loaded.delete(tenant);
      return { head, created: outcome === 'created' };
    },
    async get(tenant, name) {
      const found = await store.find(tenant, name);
      if (found === undefined) throw new NotFound('rule-pack', name);
      return found;
    },
    async remove(tenant, name) {
      if (!(await store.remove(tenant, name))) throw new NotFound('rule-pack', name);
      loaded.delete(tenant);
    },
  };
}

async function checkedPack(name: string, json: string): Promise<RulePack> {
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_RULE_PACK_BYTES) {
    const message = `A rule pack has at most ${MAX_RULE_PACK_BYTES} bytes; this has ${bytes}.`;
    throw new DomainError({ kind: 'too-large', code: 'rule-pack-too-large', message });
  }
  try {
    const pack = await loadRulePackInSlices(json);
    if (pack.id !== name) {
      throw new InvalidInput(
        'id',
        'rule-pack-name',
        `The pack's id is ${pack.id}, not ${name.slice(0, 80)}.`,
      );
    }
    return pack;
  } catch (error) {
    if (!(error instanceof RulePackError)) throw error;
    throw new DomainError({
      kind: 'invalid',
      code: 'rule-pack-invalid',
      message: error.message,
      fields: error.faults
        .slice(0, MOST_FAULTS)
        .map(({ path, message }) => ({ field: path, code: 'rule-pack-fault', message })),
      details: { faults: error.faults.length },
      cause: error,
    });
  }
}

function tooMany(what: 'too-many-packs' | 'too-many-rules'): DomainError {
  const { packs, rules } = RULE_PACK_LIMITS;
  const most = what === 'too-many-packs' ? `${packs} rule packs` : `${rules} rules in all packs together`;
  return new DomainError({
    kind: 'conflict',
    code: `rule-packs-${what}`,
    message: `There may be at most ${most}: delete what isn't needed any more.`,
  });
}
