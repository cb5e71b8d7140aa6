import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createLogger, startGrpcServer } from '@qipei/service-kit';
import { certificateAuthority } from '@qipei/testing/certificates';
import { describe, expect, test } from 'vitest';
import { ROOT } from './compose-project.fixture.ts';

const run = promisify(execFile);

type Probed = { code: number; stderr: string };

const probe = (...args: string[]) => probeWith({}, ...args);

async function probeWith(env: Record<string, string>, ...args: string[]): Promise<Probed> {
  try {
    const { stderr } = await run(process.execPath, [join(ROOT, 'deploy/health.mjs'), ...args], { env });
    return { code: 0, stderr };
  } catch (error) {
    return error as { code: number; stderr: string };
  }
}

async function httpServer(status: number) {
  const server = createHttpServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/readyz`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('the health probe', () => {
  test('asks a gRPC server, which is ready when it says so and not before; no peer token is needed', async () => {
    await using server = await startGrpcServer({
      address: '127.0.0.1:0',
      services: [],
      logger: createLogger({ service: 'probed', level: 'silent' }),
      peerSecurity: { token: 'of-the-peers-alone' },
    });
    const target = `grpc://${server.address}`;
    expect(await probe(target)).toMatchObject({ code: 1, stderr: `${target}: not serving (2)\n` });
    server.setServing(true);
    expect(await probe(target)).toEqual({ code: 0, stderr: '' });
    server.setServing(false);
    expect((await probe(target)).code).toBe(1);
  });

  test('shows the certificate of the services where they have one', async () => {
    const authority = certificateAuthority('the peers');
    const { cert, key } = authority.server();
    await using server = await startGrpcServer({
      address: '127.0.0.1:0',
      services: [],
      logger: createLogger({ service: 'probed', level: 'silent' }),
      peerSecurity: { tls: { ca: authority.ca, cert, key } },
    });
    server.setServing(true);
    const target = `grpc://${server.address}`;
    const shown = { QIPEI_PEER_TLS_CA: authority.ca, QIPEI_PEER_TLS_CERT: cert, QIPEI_PEER_TLS_KEY: key };
    expect(await probeWith(shown, target)).toEqual({ code: 0, stderr: '' });
    const { ca } = certificateAuthority('others');
    expect((await probeWith({ ...shown, QIPEI_PEER_TLS_CA: ca }, target)).code).toBe(1);
    expect((await probe(target)).code).toBe(1);
  });

  test('takes an HTTP answer of 2xx and no other', async () => {
    for (const [status, code] of [
      [200, 0],
      [302, 1],
      [503, 1],
    ] as const) {
      await using server = await httpServer(status);
      expect((await probe(server.url)).code, `${status}`).toBe(code);
    }
  });

  test('gives up on nobody, on what is no gRPC, and on who says nothing', async () => {
    await using silent = createServer((socket) => void socket.resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await using plain = await httpServer(200);
    const failures = await Promise.all([
      probe('grpc://127.0.0.1:1'),
      probe('http://127.0.0.1:1/readyz'),
      probe(plain.url.replace('http', 'grpc')),
      probe(`grpc://127.0.0.1:${port}`),
      probe('nonsense'),
      probe(),
    ]);
    for (const failure of failures) {
      expect(failure.code).toBe(1);
      expect(failure.stderr).not.toContain('at ');
    }
  }, 180_000);
});
