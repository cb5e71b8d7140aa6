import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailer } from '../../domain/mailer.ts';

/**
 * Writes each mail to a file of its own, as a mail program opens it (RFC 5322), that only this user may read; for a
 * platform that has no mail server. `onWritten` is told the file's path.
 */
export function fileMailer(options: {
  folder: string;
  from: string;
  onWritten: (file: string) => void;
}): Mailer {
  const { folder, from, onWritten } = options;
  return {
    async send({ to, subject, text }) {
      const content = await new MailComposer({ from, to: { name: '', address: to }, subject, text })
        .compile()
        .build();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomBytes(4).toString('hex')}`;
      const file = join(folder, `${name}.eml`);
      // Whole when it has its name.
      await writeFile(`${file}.tmp`, content, { mode: 0o600, flush: true });
      await rename(`${file}.tmp`, file);
      onWritten(file);
    },
  };
}
