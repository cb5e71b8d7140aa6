import type { PartFit } from './spot-fits.ts';
import type { SpotGroup } from './spot-groups.ts';

type Fits = ReadonlyMap<string, Pick<PartFit, 'verdict' | 'error'>>;

/**
 * What is known not to fit is left out; so is a place without a part, of which nobody can tell. What couldn't be checked stays: it
 * may fit.
 */
export function mayFit({ parts }: Pick<SpotGroup, 'parts'>, fits: Fits): boolean {
  return parts.some(({ partId }) => fits.get(partId)?.verdict !== 'does-not-fit');
}

/** What is wrong where no part could be checked, such as a vehicle that isn't there any more. */
export function errorOfAll(fits: Fits): PartFit['error'] {
  const [first] = fits.values();
  if (first === undefined || [...fits.values()].some(({ verdict }) => verdict !== null)) return null;
  return first.error;
}
