import type { DocumentVersions, GroupVersion } from '../search-engine.ts';
import { ATTRIBUTES, TENANT_PREFIX } from './attributes.ts';
import type { SharedVersions, TenantState } from './documents.ts';
import { orderKey } from './encoding.ts';
import { parsed, type SearchServer } from './server.ts';

/** Lists documents with the versions of their groups, by id. */
export async function listVersions(
  server: SearchServer,
  afterId: string,
  limit: number,
): Promise<DocumentVersions[]> {
  const names = Object.keys(await server.attributeCounts());
  const tenants = names.filter((name) => name.startsWith(TENANT_PREFIX));
  const { results } = await server.documents({
    filter: `${ATTRIBUTES.order} > "${orderKey(afterId)}"`,
    fields: [ATTRIBUTES.id, ATTRIBUTES.versions, ...tenants],
    sort: [`${ATTRIBUTES.order}:asc`],
    limit,
  });
  return results.map((document) => {
    const shared = parsed<SharedVersions>(document[ATTRIBUTES.versions]) ?? {};
    const groups = Object.entries(shared).map(
      ([group, [version, holds]]): GroupVersion => ({ group, version, present: holds !== null }),
    );
    for (const name of tenants) {
      const state = parsed<TenantState>(document[name]);
      for (const [group, [version, numbers]] of Object.entries(state?.groups ?? {}))
        groups.push({ group, tenant: state?.tenant ?? '', version, present: numbers !== null });
    }
    return { id: String(document[ATTRIBUTES.id]), groups: groups.sort(byGroupAndTenant) };
  });
}

function byGroupAndTenant(a: GroupVersion, b: GroupVersion): number {
  if (a.group !== b.group) return a.group < b.group ? -1 : 1;
  return (a.tenant ?? '') < (b.tenant ?? '') ? -1 : 1;
}
