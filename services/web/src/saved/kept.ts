import { pageData } from '../page-data.ts';

// What this browser keeps. Storage may be full, switched off or changed by hand: then the page does without.

const PREFIX = 'qipei.';

/** What storage didn't take: for as long as the page is open. */
const untaken = new Map<string, string | null>();

/** One value for all storefronts under this host. */
export function kept(name: string): string | null {
  const here = untaken.get(name);
  if (here !== undefined) return here;
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
    untaken.delete(name);
  } catch {
    untaken.set(name, value);
  }
}

/** Whether another tab has changed it. */
export function isChangeOf(event: Pick<StorageEvent, 'key'>, name: string): boolean {
  return event.key === null || event.key === PREFIX + name;
}

/** The name of what belongs to one person at this storefront alone: several may use the browser of a counter. */
export function ofStorefront(name: string, owner: string): string {
  return `${name}.${pageData.storefront?.slug ?? '-'}.${owner}`;
}
