import { domainToASCII } from 'node:url';

/** A label of https://www.rfc-editor.org/rfc/rfc1123#section-2.1. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_HOST = 253;

/**
 * A name as a browser sends it: IDNA ASCII, lower case, without a final dot. Undefined for what is no name of two labels or
 * more: an address, a port, a path, a wildcard.
 */
export function readHost(text: string): string | undefined {
  const given = text.trim();
  // What else stands in a URL would be dropped or folded by the conversion.
  if (given.length > MAX_HOST || /[\s/\\:@?#%*[\]]/.test(given)) return undefined;
  const host = domainToASCII(given).replace(/\.$/, '');
  const labels = host.split('.');
  const top = labels.at(-1) ?? '';
  if (host.length > MAX_HOST || labels.length < 2 || /^\d+$/.test(top)) return undefined;
  return labels.every((label) => LABEL.test(label)) ? host : undefined;
}
