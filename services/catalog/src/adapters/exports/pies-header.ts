import { type PiesHeader, plainHeader } from '@qipei/interchange/pies';

/** Settings of an export that are texts of a header of PIES. */
export const PIES_HEADER_SETTINGS = [
  ...[
    'submission',
    'blanketEffectiveDate',
    'parentDuns',
    'parentGln',
    'parentVmrsId',
    'parentBrandId',
    'buyerDuns',
  ],
  ...['currency', 'language', 'technicalContact', 'contactEmail', 'pcdbDate', 'padbDate'],
] as const;

/**
 * `UPDATE` unless `submission` says otherwise: read as `FULL`, a file of what was selected would take the rest away from whoever
 * reads it.
 * @param version that the items are of
 */
export function piesHeader(settings: Readonly<Record<string, string>>, version: string): PiesHeader {
  const texts = Object.fromEntries(
    PIES_HEADER_SETTINGS.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  );
  return { ...plainHeader(), submission: 'UPDATE', ...texts, version };
}
