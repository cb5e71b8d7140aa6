#!/usr/bin/env node
// Says by its exit code whether a service is ready: `health.mjs grpc://host:port` asks gRPC's health service, any other
// URL wants an answer of 2xx. Without dependencies, and loads next to nothing: it runs every few seconds in each container.
import { readFileSync } from 'node:fs';
import { connect, constants } from 'node:http2';

const PATIENCE_MS = 4_000;
const SERVING = 1;

/** What the services show each other, where they do: docs/cluster.md. */
function peerCertificates() {
  const value = (name) => {
    const file = process.env[`${name}_FILE`];
    return process.env[name] || (file ? readFileSync(file, 'utf8') : undefined);
  };
  const ca = value('QIPEI_PEER_TLS_CA');
  if (ca === undefined) return undefined;
  const [cert, key] = [value('QIPEI_PEER_TLS_CERT'), value('QIPEI_PEER_TLS_KEY')];
  // It asks on the loopback, under which name no certificate has to be.
  return { ca, cert, key, checkServerIdentity: () => undefined };
}

/** grpc.health.v1.Health/Check of the server as a whole: an empty message goes out, `{ status = 1: enum }` comes back. */
function grpcStatus(authority) {
  return new Promise((resolve, reject) => {
    const certificates = peerCertificates();
    const client = connect(`${certificates ? 'https' : 'http'}://${authority}`, certificates);
    client.on('error', reject);
    const call = client.request({
      [constants.HTTP2_HEADER_METHOD]: 'POST',
      [constants.HTTP2_HEADER_PATH]: '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const parts = [];
    let status;
    const note = (headers) => (status = headers['grpc-status'] ?? status);
    call.on('response', note);
    call.on('trailers', note);
    call.on('data', (part) => parts.push(part));
    call.on('error', reject);
    call.on('end', () => {
      client.close();
      if (status !== '0') reject(new Error(`gRPC status ${status ?? 'missing'}`));
      // Five bytes frame the message; in it, tag 8 is the status. An absent one is 0, UNKNOWN.
      else resolve(Buffer.concat(parts).subarray(5)[1] ?? 0);
    });
    call.end(Buffer.alloc(5));
  });
}

async function check(target) {
  const url = new URL(target);
  if (url.protocol === 'grpc:') {
    const status = await grpcStatus(url.host);
    if (status !== SERVING) throw new Error(`not serving (${status})`);
    return;
  }
  const response = await fetch(url, { redirect: 'manual' });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
}

const [target] = process.argv.slice(2);
const late = setTimeout(() => fail(new Error(`no answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);

function fail(error) {
  process.stderr.write(`${target}: ${error.cause?.message ?? error.message}\n`);
  process.exit(1);
}

if (target === undefined) fail(new Error('usage: health.mjs grpc://host:port | http://host:port/path'));
await check(target).catch(fail);
clearTimeout(late);
// A connection that is kept alive would hold the process.
process.exit(0);
