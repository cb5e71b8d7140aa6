import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type DemoPlatform, runCommand, startDemoPlatform } from '@qipei/testing/platform';
import { expectedCheckDigit } from '@qipei/vin';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

const VIN = '1HGCM82633A004352';

function serial(at: number): string {
  const number = String(at).padStart(6, '0');
  return `1HGCM826${expectedCheckDigit(`1HGCM82603A${number}`)}3A${number}`;
}

interface Line {
  line: number;
  [name: string]: unknown;
}

async function batch(
  body: string | Uint8Array | ReadableStream<Uint8Array>,
  { type = 'application/x-ndjson', query = '', headers = {} as Record<string, string> } = {},
) {
  const response = await fetch(`${platform.url}/v1/vins/batch${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${platform.keys.distributor}`, 'content-type': type, ...headers },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  } as RequestInit);
  const text = await response.text();
  const ndjson = response.headers.get('content-type')?.startsWith('application/x-ndjson') ?? false;
  return {
    status: response.status,
    lines: ndjson
      ? text
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Line)
      : [],
    problem: ndjson ? undefined : (JSON.parse(text) as { code: string }),
  };
}

describe('a batch of VINs', () => {
  it('is answered line by line, what is no VIN by its error', async () => {
    const { status, lines } = await batch(
      [
        JSON.stringify(VIN),
        '',
        JSON.stringify({ vin: '1hgcm8263 3a004352', ref: 'car-7' }),
        '{"vin":"A","vin":"B"}',
        '{oops',
        JSON.stringify({ vin: '1HGCM82633AO04352', ref: 8 }),
        '[]',
      ].join('\r\n'),
    );
    expect(status).toBe(200);
    expect(lines).toMatchObject([
      { line: 1, vin: VIN, valid: true, make: 'Honda', model: 'Accord', year: 2003, body: 'Coupe' },
      { line: 3, ref: 'car-7', vin: VIN, vehicleId: 'v1861-2003-wmq420', candidates: 1, notes: [] },
      { line: 4, error: { code: 'member-repeated' } },
      { line: 5, error: { code: 'json-invalid' } },
      { line: 6, ref: 8, valid: false, suggestions: expect.arrayContaining([VIN]) },
      { line: 7, error: { code: 'type-invalid' } },
    ]);
  });

  it('of 20,000 comes back whole and in order, from text, CSV and gzip', async () => {
    const vins = Array.from({ length: 20_000 }, (_, at) => serial(at));
    const text = `${vins.join('\n')}\n`;
    const plain = await batch(text, { type: 'text/plain' });
    expect(plain.lines.map(({ line }) => line)).toEqual(vins.map((_, at) => at + 1));
    expect(plain.lines.map(({ vin }) => vin)).toEqual(vins);
    const csv = await batch(`序号,车架号\n${vins.map((vin, at) => `${at},"${vin}"\n`).join('')}`, {
      type: 'text/csv',
    });
    expect(csv.lines.map(({ vin }) => vin)).toEqual(vins);
    const zipped = await batch(gzipSync(text), {
      type: 'text/plain',
      headers: { 'content-encoding': 'gzip' },
    });
    expect(zipped.lines).toEqual(plain.lines);
  });

  it('tells as much of each as the route for one does, where it is asked to', async () => {
    const vins = [
      VIN,
      'LFV2A21K8D4103465',
      'LBELMBKB5EY495362',
      '1HGCM82633AO04352',
      'WVWZZZ1JZ3W386752',
      '1GNDX03E9?D298554',
      'x',
    ];
    const { lines } = await batch(vins.join('\n'), { type: 'text/plain', query: '?detail=full' });
    for (const [at, vin] of vins.entries()) {
      const { body } = await platform.distributor.get(`/v1/vins/${encodeURIComponent(vin)}`);
      expect(body, vin).toMatchObject(lines[at] === undefined ? {} : withoutLine(lines[at]));
    }
  });

  it('is answered while it comes', async () => {
    const sent = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>();
    const body = new ReadableStream<Uint8Array>({ start: (controller) => sent.resolve(controller) });
    const controller = await sent.promise;
    const encoder = new TextEncoder();
    controller.enqueue(encoder.encode(`${VIN}\n`));
    const response = await fetch(`${platform.url}/v1/vins/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${platform.keys.distributor}`, 'content-type': 'text/plain' },
      body,
      duplex: 'half',
    } as RequestInit);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    for (let line = 1; line <= 5; line += 1) {
      const { value } = await reader.read();
      expect(JSON.parse(new TextDecoder().decode(value))).toMatchObject({ line, vin: VIN });
      controller.enqueue(encoder.encode(`${VIN}\n`));
    }
    controller.close();
    expect((await reader.read()).done).toBe(false);
    expect((await reader.read()).done).toBe(true);
  });

  it('of nothing is answered by nothing', async () => {
    expect(await batch('')).toEqual({ status: 200, lines: [], problem: undefined });
    expect((await batch('\n\r\n \n', { type: 'text/plain' })).lines).toEqual([]);
  });

  it('is refused in a form that nobody reads', async () => {
    expect(await batch('{}', { type: 'application/json' })).toMatchObject({
      status: 415,
      problem: { code: 'content-type-unsupported' },
    });
    const encoding = (value: string, body: Uint8Array) =>
      batch(body, { type: 'text/plain', headers: { 'content-encoding': value } });
    expect(await encoding('br', gzipSync('x'))).toMatchObject({ status: 415 });
    expect(await encoding('gzip', gunzipSync(gzipSync('plain')))).toMatchObject({
      status: 400,
      problem: { code: 'gzip-invalid' },
    });
    expect((await batch('', { query: '?detail=much' })).status).toBe(400);
  });
});

describe('a caller of a batch', () => {
  const CHUNK = Buffer.from(`${VIN}\n`.repeat(3_000));

  /** Writes until `stop`, or until nothing more is taken; never reads where it isn't told to. */
  function send(options: { read: boolean }) {
    const call = request(`${platform.url}/v1/vins/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${platform.keys.distributor}`, 'content-type': 'text/plain' },
    });
    const state = { sent: 0, received: 0 };
    call.on('error', () => {});
    call.on('response', (response) => {
      if (options.read) response.on('data', (chunk: Buffer) => (state.received += chunk.length));
      response.on('error', () => {});
    });
    const write = () => {
      while (!call.destroyed) {
        state.sent += CHUNK.length;
        if (!call.write(CHUNK)) break;
      }
    };
    call.on('drain', write);
    write();
    return { call, state };
  }

  it('who never reads is not read from without end, and others are answered meanwhile', async () => {
    const silent = send({ read: false });
    let before = -1;
    await vi.waitFor(
      () => {
        const now = silent.state.sent;
        const standing = now === before;
        before = now;
        expect(standing).toBe(true);
      },
      { timeout: 60_000, interval: 1_500 },
    );
    // The read-ahead, and what sockets of both sides hold.
    expect(silent.state.sent).toBeLessThan(40_000_000);
    expect((await batch(VIN, { type: 'text/plain' })).lines).toHaveLength(1);
    expect((await platform.distributor.get(`/v1/vins/${VIN}`)).status).toBe(200);
    silent.call.destroy();
  });

  it('who goes away leaves no work behind', async () => {
    const gone = send({ read: true });
    await vi.waitFor(() => expect(gone.state.received).toBeGreaterThan(1_000_000), { timeout: 30_000 });
    gone.call.destroy();
    // This one and the silent one.
    await vi.waitFor(async () => expect(await brokenOff()).toBe(2), { timeout: 30_000, interval: 200 });
  });

  /** Batches that the fitment service has seen the caller leave. */
  async function brokenOff(): Promise<number> {
    const text = await (await fetch(`${platform.url}/metrics`)).text();
    const counts = text.matchAll(/^rpc_server_duration\S*_count\{([^}]*)\} (\d+)/gm);
    return [...counts]
      .filter(([, labels = '']) => labels.includes('DecodeVins') && labels.includes('outcome="deadline"'))
      .reduce((sum, [, , count]) => sum + Number(count), 0);
  }
});

describe('qipei vins decode', () => {
  it('decodes a file in any form, and sums up what came of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qipei-vins-'));
    try {
      const out = join(folder, 'out.ndjson');
      const run = async (name: string, content: string | Uint8Array, ...options: string[]) => {
        const file = join(folder, name);
        await writeFile(file, content);
        const { code, output } = await runCommand(platform.env, [
          ...['vins', 'decode', file, '--out', out],
          ...options,
        ]);
        const lines = (await readFile(out, 'utf8')).split('\n').slice(0, -1);
        return { code, output, lines: lines.map((line) => JSON.parse(line) as Line) };
      };
      const vins = Array.from({ length: 5_000 }, (_, at) => serial(at));
      const text = await run('vins.txt', vins.join('\n'));
      expect(text.code).toBe(0);
      expect(text.lines.map(({ vin }) => vin)).toEqual(vins);
      expect(text.output).toMatch(/with make, model and year +5000 +100\.0 %/);
      const table = `客户,车架号\r\n${vins.map((vin) => `"张, 三",${vin}\r\n`).join('')}`;
      const gbk = await run('vins.csv', iconv.encode(table, 'gb18030'));
      expect(gbk.lines.map(({ vin }) => vin)).toEqual(vins);
      const ndjson = await run('vins.jsonl', '{"fin":"x"}\n{"nr":1}\n', '--column', 'fin');
      expect(ndjson.code).toBe(1);
      expect(ndjson.lines).toMatchObject([{ vin: 'X' }, { error: { code: 'vin-missing' } }]);
      const none = await runCommand(platform.env, ['vins', 'decode', join(folder, 'none.csv')]);
      expect(none).toMatchObject({ code: 1, output: expect.stringContaining('none.csv') });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a VIN that is not whole', () => {
  it('tells what all completions share, and what is open', async () => {
    const { body } = await platform.distributor.get('/v1/vins/1N4AL2AP');
    expect(body.attributes.model.value).toBe('Altima');
    expect(body.partial).toMatchObject({ makerCount: 1, modelCount: 1, models: [{ model: 'Altima' }] });
    expect(body.partial.years.length).toBeGreaterThan(1);
    const filled = (await platform.distributor.get('/v1/vins/1GNDX03E%3F1D298554')).body;
    expect(filled.suggestions[0]).toMatchObject({ vin: '1GNDX03E91D298554', positions: [9] });
    expect(filled.partial.unknown).toEqual([9]);
    expect((await platform.distributor.get(`/v1/vins/${VIN}`)).body.partial).toBeNull();
  });

  it('is suggested what may have been meant, with positions in doubt', async () => {
    const { body } = await platform.distributor.get('/v1/vins/1GNDX03E91D29B554');
    expect(body.suggestions[0]).toMatchObject({ vin: '1GNDX03E91D298554', confidence: expect.any(Number) });
    expect(body.doubtful).toEqual([14]);
    expect(body.vin).toBe('1GNDX03E91D29B554');
  });

  it('nor alone is not decoded', async () => {
    const both = `${VIN}, 1N4AL2AP0AN490047`;
    const { body } = await platform.distributor.get(`/v1/vins/${encodeURIComponent(both)}`);
    expect(body).toMatchObject({ vin: '', severalVins: [VIN, '1N4AL2AP0AN490047'], attributes: {} });
    expect(body.notes.map(({ code }: { code: string }) => code)).toEqual(['several-vins']);
  });
});

describe('a VIN that leaves several vehicles', () => {
  it('asks, and takes the answers in the same call', async () => {
    const first = (await platform.distributor.get('/v1/vins/LBELMBKB5EY495362')).body;
    expect(first.questions[0]).toMatchObject({ attribute: 'model', labelZh: '车型' });
    const elantra = first.questions[0].options.find(
      (option: { labelEn: string }) => option.labelEn === 'Elantra',
    );
    let path = `/v1/vins/LBELMBKB5EY495362?answer.model=${elantra.value}`;
    let { body } = await platform.distributor.get(path);
    expect(body.compared).toBe(elantra.count);
    for (let asked = 0; body.questions.length > 0; asked += 1) {
      expect(asked).toBeLessThan(6);
      const { attribute, options } = body.questions[0];
      path += `&answer.${attribute}=${encodeURIComponent(options[0].value)}`;
      ({ body } = await platform.distributor.get(path));
      expect(body.remaining).toBe(options[0].count);
    }
  });

  it('refuses an answer that cannot be, with those that can', async () => {
    const unknown = await platform.distributor.get(`/v1/vins/${VIN}?answer.colour=red`);
    expect(unknown).toMatchObject({ status: 400, body: { code: 'answer-attribute-unknown' } });
    expect(unknown.body.options.map(({ value }: { value: string }) => value)).toContain('displacementL');
    const value = await platform.distributor.get(`/v1/vins/${VIN}?answer.body=Tank`);
    expect(value).toMatchObject({ status: 400, body: { errors: [{ field: 'answer.body' }] } });
    expect(value.body.options.length).toBeGreaterThan(1);
    expect((await platform.distributor.get(`/v1/vins/${VIN}?colour=red`)).body.code).toBe('unknown-member');
  });
});

function withoutLine({ line, ...rest }: Line): Record<string, unknown> {
  return rest;
}
