import type { CareCodes } from '@qipei/interchange/pies';
import type { ForeignIdKind } from '../../domain/foreign-id.ts';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import { brandKey } from '../../domain/number-space.ts';

const AT_ONCE = 1_000;

/** What a tenant has said that Auto Care's ids mean, the other way round. @param labels see `CareCodes` */
export async function careCodes(tenant: string, foreignIds: ForeignIds, labels: boolean): Promise<CareCodes> {
  const [brands, partTypes, attributes] = await Promise.all([
    idsOf(tenant, foreignIds, { kind: 'brand', prefix: 'autocare.brand:', key: brandKey }),
    idsOf(tenant, foreignIds, { kind: 'part-type', prefix: 'pcdb.partTerminology:', key: (id) => id }),
    idsOf(tenant, foreignIds, { kind: 'attribute', prefix: 'padb.attribute:', key: attributeKey }),
  ]);
  // A brand may have several codes, each of which is the brand; part types and attributes of foreign tables are finer than their meaning.
  return {
    labels,
    brand: (name) => brands.get(brandKey(name))?.[0] ?? '',
    partType: (id) => onlyOne(partTypes.get(id)),
    attribute: (name) => onlyOne(attributes.get(attributeKey(name))),
  };
}

/** Ids without their prefix by what they mean, in their order. */
async function idsOf(
  tenant: string,
  foreignIds: ForeignIds,
  { kind, prefix, key }: { kind: ForeignIdKind; prefix: string; key: (value: string) => string },
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (let after = ''; ; ) {
    const page = await foreignIds.list(tenant, kind, { after, limit: AT_ONCE });
    for (const { foreignId, value } of page) {
      if (!foreignId.startsWith(prefix)) continue;
      const ids = found.get(key(value));
      if (ids === undefined) found.set(key(value), [foreignId.slice(prefix.length)]);
      else ids.push(foreignId.slice(prefix.length));
    }
    after = page.at(-1)?.foreignId ?? '';
    if (page.length < AT_ONCE) return found;
  }
}

const onlyOne = (ids: readonly string[] = []) => (ids.length === 1 ? (ids[0] ?? '') : '');
const attributeKey = (name: string) => name.normalize('NFKC').trim().toLowerCase();
