import { createTransport } from 'nodemailer';
import type { Mailer } from '../../domain/mailer.ts';

const TIMEOUT_MS = 20_000;

/** By the server that the URL names (`smtp://user:password@host:587`, `smtps://…`); `from` is an address, with a name or without. */
export function smtpMailer(options: { url: string; from: string }): Mailer & AsyncDisposable {
  const transport = createTransport(
    {
      url: options.url,
      // Over a connection without TLS a link to an account would be anybody's, where the server can do better.
      opportunisticTLS: true,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // Mails are text alone: nothing in one makes a file or a page be read.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: options.from },
  );
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ to: { name: '', address: to }, subject, text });
    },
    async [Symbol.asyncDispose]() {
      transport.close();
    },
  };
}
