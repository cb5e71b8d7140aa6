import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CatalogServiceService, GetPartRequest, GetPartResponse } from '@qipei/contracts/catalog/v1/catalog';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { createGrpcClient } from './grpc/grpc-client.ts';
import { grpcService, startGrpcServer } from './grpc/grpc-server.ts';
import { startTelemetry } from './telemetry.ts';
import { startServerSpan } from './tracing.ts';

const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';
afterEach(() => {
  delete process.env[ENDPOINT];
});

it('passes the trace of its caller on where nothing records it, and begins one where there is none', () => {
  const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const span = startServerSpan('x', given);
  expect(span.traceparent).toBe(given);
  span.end({ failed: false });
  expect(startServerSpan('x', 'nonsense').traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
});

it('sends one trace from the request to the gRPC call to an OTLP collector', async () => {
  const bodies: Buffer[] = [];
  const collector = createServer(async (request, response) => {
    for await (const chunk of request) bodies.push(chunk as Buffer);
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  process.env[ENDPOINT] = endpoint;
  let seen = '';
  const telemetry = await startTelemetry({ service: 'test', otlpEndpoint: endpoint });
  const definition = { getPart: CatalogServiceService.getPart };
  const handlers = {
    getPart: async (_request: GetPartRequest, context: { traceparent: string }) => {
      seen = context.traceparent;
      return GetPartResponse.fromPartial({});
    },
  };
  const server = await startGrpcServer({
    address: '127.0.0.1:0',
    services: [grpcService(definition, handlers)],
    logger: pino({ level: 'silent' }),
  });
  const client = createGrpcClient(definition, { address: server.address });

  const request = startServerSpan('HTTP GET', undefined);
  await client.getPart(GetPartRequest.fromPartial({}), {
    tenant: 't',
    customerId: '',
    actor: 'test',
    traceparent: request.traceparent,
  });
  request.end({ failed: false });
  await client[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await telemetry[Symbol.asyncDispose]();
  collector.close();

  const [trace, span] = request.traceparent.split('-').slice(1);
  expect(seen.slice(3, 35)).toBe(trace);
  expect(seen.slice(36, 52)).not.toBe(span);
  const sent = Buffer.concat(bodies);
  expect(sent.includes('HTTP GET')).toBe(true);
  expect(sent.includes('/qipei.catalog.v1.CatalogService/GetPart')).toBe(true);
  expect(sent.includes(Buffer.from(trace ?? '', 'hex'))).toBe(true);
});
