import { InvalidInput } from '@qipei/kernel';
import { foldPartNumber } from '@qipei/part-number';
import { brandKey } from '../domain/number-space.ts';
import type { PartIdentity } from '../domain/part.ts';
import type { PartReader, Resolution } from '../domain/part-repository.ts';

const MAX_REFERENCES = 5_000;

export interface PartReference {
  brand: string;
  partNumber: string;
}

/** Brand and number in any spelling to parts, in the order of the references. @throws InvalidInput */
export async function resolveParts(
  tenant: string,
  references: readonly PartReference[],
  { parts }: { parts: PartReader },
): Promise<(Resolution | undefined)[]> {
  if (references.length > MAX_REFERENCES)
    throw new InvalidInput(
      'references',
      'too-many',
      `At most ${MAX_REFERENCES} references are resolved at once, not ${references.length}.`,
    );
  return await parts.resolve(tenant, references.map(identityOf));
}

function identityOf({ brand, partNumber }: PartReference): PartIdentity | undefined {
  const key = brandKey(brand);
  const folded = key === '' ? null : foldPartNumber(partNumber, brand);
  return folded === null ? undefined : { brandKey: key, partNumberKey: folded.key };
}
