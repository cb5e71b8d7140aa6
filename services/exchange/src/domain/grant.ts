/** A publisher's grant to a subscriber: see qipei.catalog.v1.Grant. */
export interface Grant {
  grantId: string;
  publisher: string;
  subscriber: string;
  /** `all`, or the brands' ids. */
  brands: 'all' | readonly string[];
  /** Undefined: always, without end. It holds from the one until right before the other. */
  from: Date | undefined;
  until: Date | undefined;
  revoked: boolean;
  version: number;
}

/** Stands for every brand among ids of brands. */
export const EVERY_BRAND = '';

export function isInForce({ from, until, revoked }: Grant, now: Date): boolean {
  return !revoked && (from === undefined || from <= now) && (until === undefined || now < until);
}

/** The brands that grants of one publisher to one subscriber open together; `EVERY_BRAND` where that is all. */
export function openedBrands(grants: readonly Grant[], now: Date): ReadonlySet<string> {
  const inForce = grants.filter((grant) => isInForce(grant, now));
  if (inForce.some(({ brands }) => brands === 'all')) return new Set([EVERY_BRAND]);
  return new Set(inForce.flatMap(({ brands }) => (brands === 'all' ? [] : brands)));
}
