export interface TenantPlaces {
  /** Takes a place; undefined where there is none for this tenant now. @returns what gives it back, once however often it is called */
  take(tenant: string): (() => void) | undefined;
}

/** For work that a processor is busy with: so much at once in this process, and of one tenant so little that others find a place. */
export function createTenantPlaces({ all, ofOne }: { all: number; ofOne: number }): TenantPlaces {
  const taken = new Map<string, number>();
  let inAll = 0;
  return {
    take(tenant) {
      const own = taken.get(tenant) ?? 0;
      if (inAll >= all || own >= ofOne) return undefined;
      inAll += 1;
      taken.set(tenant, own + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        inAll -= 1;
        const left = (taken.get(tenant) ?? 1) - 1;
        if (left === 0) taken.delete(tenant);
        else taken.set(tenant, left);
      };
    },
  };
}
