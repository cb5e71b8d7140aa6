import { NotFound } from '@qipei/kernel';
import type { ImportOwner } from '../peers.ts';
import { IMPORT_KINDS, type ImportKind } from './import-job.ts';

/** Which service takes which kind of import. */
export const OWNER_BY_KIND: Record<ImportKind, ImportOwner> = {
  parts: 'catalog',
  fitments: 'fitment',
  vehicles: 'fitment',
  stock: 'inventory',
  offers: 'inventory',
};

/** Ids of jobs begin with their kind: `parts_…`. @throws NotFound, as the services say it */
export function ownerOfJob(jobId: string): ImportOwner {
  const kind = IMPORT_KINDS.find((known) => jobId.startsWith(`${known}_`));
  if (kind === undefined) throw new NotFound('import', jobId);
  return OWNER_BY_KIND[kind];
}
