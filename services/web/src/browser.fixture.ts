import { vi } from 'vitest';
import type { PageData } from './page-data.ts';

export interface OpenPage {
  storage: Map<string, string>;
  /** As when somebody has switched it off. */
  breakStorage(): void;
}

/**
 * What a browser gives to a page and Node doesn't, as far as modules without a view ask for it. Modules that are imported
 * afterwards are those of a page that was just loaded; what storage holds stays where `storage` is given.
 */
export function openPage(
  options: { origin?: string; data?: Partial<PageData>; storage?: Map<string, string> } = {},
): OpenPage {
  vi.resetModules();
  const { origin = 'http://127.0.0.1:1', storage = new Map<string, string>() } = options;
  const data = { storefront: null, basePath: '', hasSession: true, language: 'en', ...options.data };
  let isBroken = false;
  const whole = () => {
    if (isBroken) throw new DOMException('The operation is insecure.', 'SecurityError');
    return storage;
  };
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('location', new URL('/', origin));
  vi.stubGlobal('document', {
    getElementById: (id: string) => (id === 'page-data' ? { textContent: JSON.stringify(data) } : null),
    querySelector: () => null,
  });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => whole().get(key) ?? null,
    setItem: (key: string, value: string) => void whole().set(key, value),
    removeItem: (key: string) => void whole().delete(key),
  });
  return {
    storage,
    breakStorage() {
      isBroken = true;
    },
  };
}

/** A session as the platform tells it. */
export function sessionOf(userId: string, tenant = 'demo') {
  return {
    user: { userId, email: `${userId}@demo.example`, name: `Name of ${userId}` },
    ...{ tenant, tenantName: 'Demo', role: 'buyer' as const, customerId: 'c1' },
    ...{ scopes: ['catalog:read', 'orders:write'], csrfToken: `token-of-${userId}` },
    memberships: [{ tenant, tenantName: 'Demo', role: 'buyer' as const }],
  };
}
