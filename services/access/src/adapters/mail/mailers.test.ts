import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Mail } from '../../domain/mailer.ts';
import { fileMailer } from './file-mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const MAIL: Mail = {
  to: 'a+b@xn--bcher-kva.example',
  subject: '重设密码 / Reset your password\r\nBcc: victim@evil.example',
  text: '请打开\r\n.\r\nRCPT TO:<victim@evil.example>\r\nhttps://parts.example/#token\n',
};

/** As much of RFC 5321 as a mail needs; keeps what it is told. */
async function startSmtpServer(answerTo: (line: string) => string | undefined = () => undefined) {
  const commands: string[] = [];
  const mails: string[] = [];
  const server = createServer((socket) => {
    let rest = '';
    let inMail = false;
    socket.on('error', () => {});
    socket.write('220 test\r\n');
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      rest += chunk;
      for (let end = rest.indexOf(inMail ? '\r\n.\r\n' : '\r\n'); end !== -1; ) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + (inMail ? 5 : 2));
        if (inMail) mails.push(line);
        else commands.push(line);
        const wasMail = inMail;
        inMail = !wasMail && line === 'DATA';
        socket.write(`${answerTo(line) ?? (inMail ? '354 go on' : '250 ok')}\r\n`);
        end = rest.indexOf(inMail ? '\r\n.\r\n' : '\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => server.close());
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, commands, mails };
}

it('hands a mail to the server, to its one address, whatever stands in it', async () => {
  const server = await startSmtpServer();
  await using mailer = smtpMailer({ url: server.url, from: 'Parts <parts@example.com>' });
  await mailer.send(MAIL);
  expect(server.commands.filter((line) => /^(MAIL|RCPT)/.test(line))).toEqual([
    'MAIL FROM:<parts@example.com>',
    'RCPT TO:<a+b@xn--bcher-kva.example>',
  ]);
  const [head = ''] = server.mails[0]?.split('\r\n\r\n') ?? [];
  expect(head).toMatch(/^From: Parts <parts@example\.com>$/m);
  expect(head).not.toMatch(/^Bcc:/im);
});

it('fails where the server refuses', async () => {
  const server = await startSmtpServer((line) => (line.startsWith('RCPT') ? '550 nobody' : undefined));
  await using mailer = smtpMailer({ url: server.url, from: 'parts@example.com' });
  await expect(mailer.send(MAIL)).rejects.toThrow(/550/);
  expect(server.mails).toEqual([]);
});

it('without a server writes a file that its user alone may read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-mail-'));
  open.push(() => rmSync(folder, { recursive: true }));
  const written: string[] = [];
  const mailer = fileMailer({
    ...{ folder: join(folder, 'mail'), from: 'Qipei <no-reply@localhost>' },
    onWritten: (file) => void written.push(file),
  });
  await Promise.all([mailer.send(MAIL), mailer.send({ ...MAIL, to: 'c@d.example' })]);
  expect(
    readdirSync(join(folder, 'mail'))
      .map((name) => join(folder, 'mail', name))
      .sort(),
  ).toEqual(written.sort());
  expect(written).toHaveLength(2);
  for (const file of written) {
    expect(file).toMatch(/\.eml$/);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    const content = readFileSync(file, 'utf8');
    expect(content.split(/\r?\n\r?\n/)[0]).toMatch(/^To: (a\+b@xn--bcher-kva|c@d)\.example\r?$/m);
    expect(content.split(/\r?\n\r?\n/)[0]).not.toMatch(/^Bcc:/im);
  }
});
