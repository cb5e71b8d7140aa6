import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

const LINK = /https?:\/\/\S+\/(?:reset-password|accept-invitation)#[\w-]{43}/;

/** Links of the mails to an address that a platform without a mail server has written, the oldest first. */
export function linksTo(dataDir: string, email: string): string[] {
  const folder = join(dataDir, 'mail');
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  return files.sort().flatMap((name) => {
    const mail = readFileSync(join(folder, name), 'utf8');
    if (!mail.includes(`To: ${email}\r\n`)) return [];
    const link = LINK.exec(bodyOf(mail))?.[0];
    return link === undefined ? [] : [link];
  });
}

/** The link of the mail that comes as the `count`th. */
export async function linkTo(dataDir: string, email: string, count = 1): Promise<string> {
  const links = () => {
    try {
      return linksTo(dataDir, email);
    } catch {
      return [];
    }
  };
  await expect.poll(() => links().length).toBe(count);
  return links().at(-1) ?? '';
}

/** In either transfer encoding of RFC 2045 that text of two languages gets. */
function bodyOf(mail: string): string {
  const [head = '', ...rest] = mail.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  return /^Content-Transfer-Encoding: base64/im.test(head)
    ? Buffer.from(body, 'base64').toString()
    : body.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
}
