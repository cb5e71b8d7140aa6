import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { InvalidInput } from '@qipei/kernel';
import type { DiagramKey } from '../domain/diagram-repository.ts';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;
/** The length tells nothing of the ids. */
const BLOCK = 256;

export interface PageSeal {
  close(key: DiagramKey): string;
  /** @throws InvalidInput for what this seal hasn't closed */
  open(token: string): DiagramKey;
}

/**
 * A list goes on behind the last drawing that was looked at, which the caller may not see: the token tells nothing of it,
 * and nobody can make one, so that no list is asked from between drawings that are hidden. Good for the one list.
 */
export function pageSeal(secret: Uint8Array, list: readonly string[]): PageSeal {
  const of = Buffer.from(JSON.stringify(list));
  return {
    close({ publisher, diagramId }) {
      const text = Buffer.from(JSON.stringify([publisher, diagramId]));
      const padded = Buffer.alloc(Math.ceil(text.length / BLOCK) * BLOCK, ' ');
      text.copy(padded);
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(of);
      const sealed = Buffer.concat([cipher.update(padded), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(token) {
      try {
        const bytes = Buffer.from(token, 'base64url');
        const decipher = createDecipheriv(CIPHER, secret, bytes.subarray(0, NONCE), { authTagLength: TAG })
          .setAAD(of)
          .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
        const text = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
        const [publisher, diagramId] = JSON.parse(text.toString()) as [string, string];
        return { publisher, diagramId };
      } catch {
        throw new InvalidInput(
          'pageToken',
          'page-token-invalid',
          'The page token is not one that was given for this list.',
        );
      }
    },
  };
}
