import type { Database } from '@qipei/sqlite';
import type { DocumentVersions, GroupVersion } from '../search-engine.ts';
import type { GroupStates, NumberStates } from './document-state.ts';

/** Lists documents with the versions of their groups, by id. */
export function versionReader(db: Database) {
  const documents = db.prepare<[string, number], { no: number; id: string; groups: string }>(
    'SELECT no, id, groups FROM document WHERE id > ? ORDER BY id LIMIT ?',
  );
  const numbers = db.prepare<[number], { name: string; groups: string }>(
    'SELECT name, groups FROM tenant_document JOIN tenant ON tenant.no = tenant WHERE tenant_document.no = ?',
  );
  const read = db.transaction((afterId: string, limit: number) =>
    documents.all(afterId, limit).map(({ no, id, groups }): DocumentVersions => {
      const found: GroupVersion[] = [];
      for (const [group, { version, present }] of Object.entries(JSON.parse(groups) as GroupStates)) {
        found.push({ group, version, present });
      }
      for (const { name, groups: states } of numbers.all(no)) {
        for (const [group, [version, held]] of Object.entries(JSON.parse(states) as NumberStates)) {
          found.push({ group, tenant: name, version, present: held !== null });
        }
      }
      return { id, groups: found.sort(byGroupAndTenant) };
    }),
  );
  return read;
}

function byGroupAndTenant(a: GroupVersion, b: GroupVersion): number {
  if (a.group !== b.group) return a.group < b.group ? -1 : 1;
  return (a.tenant ?? '') < (b.tenant ?? '') ? -1 : 1;
}
