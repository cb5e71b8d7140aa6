import { domainToASCII } from 'node:url';
import { InvalidInput } from '@qipei/kernel';

/** Atoms and dots of RFC 5321, 4.1.2, in lower case; no quoted strings, no letters beyond ASCII that look like others. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The form that accounts are found by: lower case, the domain as IDNA has it in ASCII; undefined for what is no e-mail. */
export function emailKey(text: string): string | undefined {
  const trimmed = text.trim().normalize('NFKC').toLowerCase();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at);
  if (at < 1 || local.length > 64 || !LOCAL.test(local) || trimmed.length > 320) return undefined;
  const given = trimmed.slice(at + 1);
  // What a URL's host may hold beside a name (a port, an escape) is no domain.
  if (/[\s%:/?#[\]@\\]/.test(given)) return undefined;
  const domain = domainToASCII(given);
  const email = `${local}@${domain}`;
  return DOMAIN.test(domain) && email.length <= 254 ? email : undefined;
}

/** @throws InvalidInput */
export function requireEmail(text: string): string {
  const email = emailKey(text);
  if (email === undefined)
    throw new InvalidInput(
      'email',
      'email-invalid',
      'This is not an e-mail address that mail can be sent to.',
    );
  return email;
}
