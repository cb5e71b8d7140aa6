import { hash } from 'node:crypto';

/**
 * Who reads the private parts that a publisher has of a brand, by name: no tenant has such a one. Who was granted all of a
 * publisher's parts reads as the publisher itself.
 */
export function brandReader(publisher: string, brandId: string): string {
  return `/${hash('sha256', `${publisher}\n${brandId}`, 'base64url').slice(0, 27)}`;
}
