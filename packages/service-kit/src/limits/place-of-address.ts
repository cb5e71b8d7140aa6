import { isIPv6 } from 'node:net';

/** An address, or of IPv6 the network that one subscriber has (RFC 6177). Of one that a proxy gives with its port, without it. */
export function placeOf(address: string): string {
  const host = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1');
  const plain = host.replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0] ?? '';
  if (!isIPv6(plain)) return plain;
  // As WHATWG URLs spell it; what `::` stands for is filled in.
  const spelt = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [head = '', tail] = spelt.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return groups.slice(0, 4).join(':');
}

/**
 * None for an address that isn't known, and for this machine itself: behind a proxy on it that nobody named, all who come would
 * share one limit.
 */
export function limitedPlaceOf(address: string): string | undefined {
  const place = placeOf(address);
  return place === '' || place.startsWith('127.') || place === '0:0:0:0' ? undefined : place;
}
