import { Navigate } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { CONSOLE_SECTIONS } from './console-sections.ts';

/** The first section that one may see. */
export function ConsoleHomePage() {
  const session = useSession();
  const first = CONSOLE_SECTIONS.find(({ scope }) => session?.scopes.includes(scope));
  return first === undefined ? null : <Navigate to={first.to} replace />;
}
