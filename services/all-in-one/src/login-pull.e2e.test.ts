import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { breakingProxy } from './cli/remote/breaking-proxy.fixture.ts';
import { type QipeiUser, qipeiUser } from './cli/remote/qipei-user.fixture.ts';

const SCRIPT = '/usr/bin/script';

let platform: DemoPlatform;
let user: QipeiUser;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());
beforeEach(() => {
  user = qipeiUser();
});
afterEach(() => user[Symbol.dispose]());

const login = (url: string, key: string, ...more: string[]) =>
  user.run(['login', '--url', url, ...more], { stdin: key });

/** A server that is no platform. */
async function serving(status: number, headers: Record<string, string>, body: string) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { url, asked, [Symbol.asyncDispose]: async () => void (await close()) };
}

describe('a key', () => {
  it('is proved, kept for its user alone, shown nowhere, and forgotten', async () => {
    const key = platform.keys.otherTenant;
    const said = await login(platform.url, key);
    const who = await user.run(['whoami', '--json']);
    expect([said.code, who.code]).toEqual([0, 0]);
    expect(JSON.parse(who.stdout)).toMatchObject({ profile: 'default', key: { customerId: null } });
    const path = join(user.folder, 'config', 'qipei', 'profiles', 'default.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    for (const { stdout, stderr } of [said, who]) expect(stdout + stderr).not.toContain(key);
    chmodSync(path, 0o644);
    expect(await user.run(['whoami'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('chmod 600'),
    });
    expect(await user.run(['logout'])).toMatchObject({ code: 0 });
    expect(existsSync(path)).toBe(false);
    expect(await user.run(['whoami'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('qipei login'),
    });
  });

  it('comes from a file or the environment too, and there are several', async () => {
    writeFileSync(join(user.folder, 'key'), `${platform.keys.distributor}\n`);
    const first = await user.run(['login', '--url', platform.url, '--key-file', 'key', '--profile', 'd']);
    Object.assign(user.env, { QIPEI_URL: platform.url, QIPEI_KEY: platform.keys.shop });
    const named = JSON.parse((await user.run(['whoami', '--profile', 'd', '--json'])).stdout);
    const unnamed = JSON.parse((await user.run(['whoami', '--json'])).stdout);
    expect(first.code).toBe(0);
    expect([named.profile, unnamed.profile]).toEqual(['d', 'environment']);
    expect(named.key.keyId).not.toBe(unnamed.key.keyId);
  });

  it('that is wrong, or on the command line, is refused and never repeated', async () => {
    const wrong = `qpk_${'w'.repeat(43)}`;
    const refused = await login(platform.url, wrong);
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringContaining('unknown or has been revoked'),
    ]);
    const nonsense = await login(platform.url, 'hunter2');
    expect(nonsense).toMatchObject({ code: 2, stderr: expect.stringContaining('no API key') });
    const typed = await user.run(['login', platform.keys.shop, '--url', platform.url]);
    expect(typed.code).toBe(2);
    for (const [{ stdout, stderr }, secret] of [
      ...([
        [refused, wrong],
        [nonsense, 'hunter2'],
        [typed, platform.keys.shop],
      ] as const),
    ])
      expect(stdout + stderr).not.toContain(secret);
    expect(existsSync(join(user.folder, 'config'))).toBe(false);
  });

  it('is sent nowhere but to the platform that was named', async () => {
    await using elsewhere = await serving(200, {}, '{}');
    await using sendsOn = await serving(302, { location: elsewhere.url }, '');
    await using page = await serving(200, { 'content-type': 'text/html' }, '<html>');
    await using gateway = await serving(403, {}, 'no');
    expect(await login(sendsOn.url, platform.keys.shop)).toMatchObject({ code: 2 });
    expect(elsewhere.asked).toEqual([]);
    expect(await login(elsewhere.url, platform.keys.shop)).toMatchObject({ code: 4 });
    expect(await login(page.url, platform.keys.shop)).toMatchObject({ code: 4 });
    expect(await login(gateway.url, platform.keys.shop)).toMatchObject({ code: 3 });
    for (const url of ['http://parts.example.com', 'ftp://x', 'https://me:secret@x', 'x'])
      expect(await login(url, platform.keys.shop), url).toMatchObject({ code: 2 });
  });

  // `script` of util-linux makes the terminal; that of other systems takes other options.
  it.skipIf(spawnSync(SCRIPT, ['--version']).status !== 0)(
    'isn’t echoed where it is typed (needs the command script of util-linux)',
    async () => {
      const command = `${process.execPath} ${join(import.meta.dirname, 'qipei.ts')} login --url ${platform.url}`;
      const child = spawn(SCRIPT, ['-qec', command, '/dev/null'], { env: user.env, cwd: user.folder });
      let seen = '';
      child.stdout.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
      });
      await expect.poll(() => seen).toContain('API key (not shown)');
      child.stdin.write(`${platform.keys.otherTenant}\n`);
      await expect.poll(() => seen).toContain('The key is kept in');
      expect(seen).not.toContain(platform.keys.otherTenant.slice(0, 12));
      child.kill();
    },
  );

  it('of a platform that is away isn’t proved', async () => {
    await using gone = await serving(200, {}, '');
    await gone[Symbol.asyncDispose]();
    expect(await login(gone.url, platform.keys.shop, '--json')).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('"code": "platform-away"'),
    });
  });
});

describe('a pull', () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => {
    const noise = createHash('sha256').update(`pull${at}`).digest('hex');
    return `${JSON.stringify({ brand: 'Pullco', partNumber: `PL${at}`, partType: 'oil-filter', nameEn: noise })}\n`;
  });
  beforeAll(async () => {
    expect(await platform.otherTenant.importFile('parts', 'ndjson', rows)).toMatchObject({ created: 3_000 });
  });

  it('brings the file whole over a line that breaks', async () => {
    await using proxy = await breakingProxy(platform.url);
    await login(proxy.url, platform.keys.otherTenant);
    let breaks = 0;
    proxy.breakAfter = () => {
      breaks += 1;
      return 20_000 + 60_000 * breaks;
    };
    const { code, stdout } = await user.run([
      'pull',
      '--format',
      'ndjson',
      '--brand',
      'Pullco',
      '-o',
      'out',
      '--json',
    ]);
    expect(code, stdout).toBe(0);
    expect(proxy.broken).toBeGreaterThan(1);
    const content = readFileSync(join(user.folder, 'out'));
    const answer = JSON.parse(stdout);
    expect(answer.export.file.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(content.toString().trimEnd().split('\n')).toHaveLength(3_000);
    expect(readdirSync(user.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    // What comes out goes in again, and changes nothing.
    const back = JSON.parse((await user.run(['push', 'out', '--kind', 'parts', '--json'])).stdout);
    expect(back.job).toMatchObject({ rows: 3_000, unchanged: 3_000, failed: 0 });
  });

  it('that can’t be written says so, and goes on when it can', async () => {
    await login(platform.url, platform.keys.otherTenant);
    const args = ['pull', '--format', 'csv', '--brand', 'Pullco', '-o', 'there/out.csv'];
    const refused = await user.run(args);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('ENOENT')]);
    expect(readdirSync(join(user.folder, 'state', 'qipei', 'pulls'))).toHaveLength(1);
    expect(await user.run([...args.slice(0, -1), 'out.csv'])).toMatchObject({ code: 0 });
  });

  it.each([
    [[], 'name the --format'],
    [['--format', 'pdf'], '--format is'],
    [['--format', 'aces-4.2', '--kind', 'parts'], '--format is'],
    [['--format', 'csv', '-o', '-'], 'goes to a file'],
    [['--format', 'csv', '--since', 'yesterday'], '--since is'],
    [['--format', 'csv', '--set', 'x'], '--set is'],
  ])('%j is refused', async (args, message) => {
    expect(await user.run(['pull', ...args])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });
});
