import { pageData } from '../page-data.ts';

// What this browser keeps. Storage may be full, switched off or changed by hand: then the page does without.

const PREFIX = 'qipei.';

/** One value for all storefronts under this host. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Full or switched off.
  }
}

/** The name of what belongs to this storefront alone. */
export function ofStorefront(name: string): string {
  return `${name}.${pageData.storefront?.slug ?? '-'}`;
}
