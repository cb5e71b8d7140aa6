import { type Clock, systemClock } from '@qipei/kernel';
import { isDuplicateKey, withDatabaseErrors } from '@qipei/mongo';
import type { Model } from 'mongoose';
import { type HeldGrant, type HeldGrants, rememberedReaders } from '../../domain/held-grants.ts';
import type { HeldGrantDocument } from './held-grant-document.ts';

const TENANTS = 256;
/** How long what was read holds: other replicas write, too. */
const FRESH_MS = 1_000;

export function mongoHeldGrants(grants: Model<HeldGrantDocument>, clock: Clock = systemClock): HeldGrants {
  const readers = rememberedReaders({ clock, tenants: TENANTS });

  /** Each newer version replaces an older one; what isn't newer meets its own id, and stays out. */
  async function write(given: readonly HeldGrant[]): Promise<void> {
    for (const { grantId: _id, validFrom, validUntil, ...rest } of given) {
      const times = { ...(validFrom && { validFrom }), ...(validUntil && { validUntil }) };
      try {
        await grants.replaceOne(
          { _id, version: { $lt: rest.version } },
          { ...rest, ...times, readers: [...rest.readers] },
          { upsert: true },
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  return withDatabaseErrors<HeldGrants>({
    remember: write,
    async readersFor(tenant) {
      const turn = Math.floor(clock.now().getTime() / FRESH_MS);
      const known = readers.get(tenant, turn);
      if (known !== undefined) return known;
      const found = await grants
        .find({ subscriber: tenant, revoked: false })
        .sort({ _id: 1 })
        .lean<HeldGrantDocument[]>();
      return readers.put(tenant, turn, found.map(toGrant));
    },
  });
}

function toGrant({ _id: grantId, validFrom, validUntil, ...rest }: HeldGrantDocument): HeldGrant {
  return { grantId, validFrom, validUntil, ...rest };
}
