import type { LinkProps } from '@tanstack/react-router';
import type { ConsoleTextKey } from '../locales/console/en.ts';

interface ConsoleSection {
  to: NonNullable<LinkProps['to']>;
  title: ConsoleTextKey;
  /** What its views ask the API for: who hasn't got it doesn't see the section. */
  scope: string;
}

/** In the order of a working day. */
export const CONSOLE_SECTIONS: readonly ConsoleSection[] = [
  { to: '/console/imports', title: 'imports.title', scope: 'imports:read' },
  { to: '/console/releases', title: 'releases.title', scope: 'imports:read' },
  { to: '/console/exports', title: 'exports.title', scope: 'imports:read' },
  { to: '/console/stock', title: 'stock.title', scope: 'inventory:write' },
  { to: '/console/brands', title: 'brands.title', scope: 'imports:read' },
  { to: '/console/part-types', title: 'types.title', scope: 'imports:read' },
  { to: '/console/pictures', title: 'left.title', scope: 'imports:read' },
  { to: '/console/grants', title: 'grants.title', scope: 'imports:read' },
  { to: '/console/webhooks', title: 'webhooks.title', scope: 'imports:read' },
  { to: '/console/look', title: 'look.title', scope: 'storefront:write' },
  { to: '/console/health', title: 'health.title', scope: 'operations:read' },
];
