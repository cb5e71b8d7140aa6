import type { LinkProps } from '@tanstack/react-router';
import type { ConsoleTextKey } from '../locales/console/en.ts';

interface ConsoleSection {
  to: NonNullable<LinkProps['to']>;
  title: ConsoleTextKey;
  /** What its views ask the API for: who hasn't got it doesn't see the section. */
  scope: string;
}

/** In the order of a working day. */
export const CONSOLE_SECTIONS: readonly ConsoleSection[] = [];
