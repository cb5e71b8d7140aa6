import { isIPv6 } from 'node:net';

/** What `::1` is a place of: no network's. */
const LOOPBACK = '::1';
/** IPv4 addresses written as IPv6 ones: as mapped ones (RFC 4291, 2.5.5.2), and by the prefix of translators (RFC 6052, 2.1). */
const MAPPED = '0:0:0:0:0:ffff';
const TRANSLATED = '64:ff9b:0:0:0:0';

/**
 * An address, or of IPv6 the network that one subscriber has (RFC 6177). Of one that a proxy gives with its port, without it; of an
 * IPv4 address the same one, however it is spelt.
 */
export function placeOf(address: string): string {
  const host =
    /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^((?:::ffff:)?\d+\.[\d.]+):\d+$/i, '$1');
  const plain = host.split('%')[0] ?? '';
  if (!isIPv6(plain)) return plain;
  const groups = groupsOf(plain);
  const prefix = groups.slice(0, 6).join(':');
  const dotted = groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
  if (prefix === MAPPED) return dotted;
  // Nobody translates to this machine itself: who says so isn't taken for it.
  if (prefix === TRANSLATED && !dotted.startsWith('127.')) return dotted;
  return groups.join(':') === '0:0:0:0:0:0:0:1' ? LOOPBACK : groups.slice(0, 4).join(':');
}

/** All eight, as WHATWG URLs spell them; what `::` stands for is filled in. */
function groupsOf(address: string): string[] {
  const spelt = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = spelt.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

/**
 * None for an address that isn't known, and for this machine itself: behind a proxy on it that nobody named, all who come would
 * share one limit.
 */
export function limitedPlaceOf(address: string): string | undefined {
  const place = placeOf(address);
  return place === '' || place.startsWith('127.') || place === LOOPBACK ? undefined : place;
}
