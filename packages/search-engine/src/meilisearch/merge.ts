import type { DocumentPatch, IndexSchema, SharedFields } from '../search-engine.ts';
import { ATTRIBUTES, groupAttribute, tenantAttribute } from './attributes.ts';
import {
  groupContent,
  holdsOf,
  keywordContent,
  linkContent,
  mainContent,
  type SharedVersions,
  type TenantState,
  tenantContent,
} from './documents.ts';
import { orderKey } from './encoding.ts';
import { type IndexDocument, parsed } from './server.ts';

/** A document that patches are put into. */
interface OpenDocument {
  id: string;
  isNew: boolean;
  versions: SharedVersions;
  /** The newest content of each group that changes. */
  groups: Map<string, SharedFields | null>;
  /** Kinds of content that several groups have a share in, of those groups that change, before and after. */
  shares: Set<string>;
  tenants: Map<string, TenantState>;
  changedTenants: Set<string>;
}

/** What has to be read of a document before patches can be put into it. */
export function attributesToRead(patches: readonly DocumentPatch[]): string[] {
  const tenants = new Set(patches.map(({ tenant }) => tenant).filter((tenant) => tenant !== undefined));
  return [ATTRIBUTES.id, ATTRIBUTES.about, ATTRIBUTES.versions, ...[...tenants].map(tenantAttribute)];
}

export function openDocuments(
  patches: readonly DocumentPatch[],
  held: ReadonlyMap<string, IndexDocument>,
): Map<string, OpenDocument> {
  const opened = new Map<string, OpenDocument>();
  for (const { id } of patches) {
    const found = held.get(id);
    if (opened.has(id)) continue;
    opened.set(id, {
      id,
      isNew: found === undefined,
      versions: parsed<SharedVersions>(found?.[ATTRIBUTES.versions]) ?? {},
      groups: new Map(),
      shares: new Set(),
      tenants: new Map(),
      changedTenants: new Set(),
    });
  }
  return opened;
}

/** Whether the patch was newer than what was there. */
export function takePatch(
  document: OpenDocument,
  patch: DocumentPatch,
  held: IndexDocument | undefined,
): boolean {
  const { group, version } = patch;
  if (patch.tenant === undefined) {
    const before = document.versions[group];
    if (before !== undefined && before[0] >= version) return false;
    const holds = holdsOf(patch.fields);
    for (const share of `${before?.[1] ?? ''}${holds ?? ''}`) document.shares.add(share);
    document.versions[group] = [version, holds];
    document.groups.set(group, patch.fields);
    return true;
  }
  let state = document.tenants.get(patch.tenant);
  if (state === undefined) {
    const attribute = tenantAttribute(patch.tenant);
    state = parsed<TenantState>(held?.[attribute]) ?? { tenant: patch.tenant, groups: {} };
    document.tenants.set(patch.tenant, state);
  }
  const before = state.groups[group];
  if (before !== undefined && before[0] >= version) return false;
  state.groups[group] = [version, patch.fields?.numbers ?? null];
  document.changedTenants.add(patch.tenant);
  return true;
}

/** Groups that don't change themselves and have a share in what does. */
export function groupsToRead(document: OpenDocument): string[] {
  return Object.entries(document.versions)
    .filter(([group, [, holds]]) => {
      return !document.groups.has(group) && [...(holds ?? '')].some((share) => document.shares.has(share));
    })
    .map(([group]) => group);
}

/** The attributes that change; undefined where none does. `others` has what `groupsToRead` named. */
export function changedAttributes(
  schema: IndexSchema,
  document: OpenDocument,
  others: IndexDocument | undefined,
): IndexDocument | undefined {
  const { id, isNew, groups, shares, tenants, changedTenants } = document;
  if (groups.size === 0 && changedTenants.size === 0) return undefined;
  const changed: IndexDocument = { [ATTRIBUTES.id]: id };
  if (isNew) changed[ATTRIBUTES.order] = orderKey(id);
  if (groups.size > 0 || isNew) changed[ATTRIBUTES.versions] = JSON.stringify(document.versions);
  for (const [group, fields] of groups) Object.assign(changed, groupContent(group, fields));
  const main = groups.get(schema.mainGroup);
  if (main !== undefined) Object.assign(changed, mainContent(schema, main));
  if (shares.size > 0) {
    const together = [
      ...groups.values(),
      ...groupsToRead(document).map((group) => parsed<SharedFields>(others?.[groupAttribute(group)]) ?? null),
    ].filter((fields) => fields !== null);
    if (shares.has('k')) Object.assign(changed, keywordContent(schema, together));
    if (shares.has('l')) Object.assign(changed, linkContent(schema, together));
  }
  for (const tenant of changedTenants) {
    const state = tenants.get(tenant);
    if (state !== undefined) Object.assign(changed, tenantContent(schema, state));
  }
  return changed;
}
