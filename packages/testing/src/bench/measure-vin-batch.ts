import { request } from 'node:http';
import { processMemory } from '../platform/platform-process.ts';
import { type Figure, figure } from './figure.ts';
import { sampleVins } from './sample-vins.ts';

interface BatchBench {
  url: string;
  key: string;
  /** Of the platform. */
  pid: number;
  /** Every one of them is another. */
  vins: number;
}

/** Model patterns of which the VINs are made; each VIN has its own serial number. */
const PATTERNS = 20_000;
const CHUNK_VINS = 4_000;
const SAMPLE_MS = 250;

/**
 * VINs decoded a second by POST /v1/vins/batch, of a caller that writes and reads at once from another process, and what it
 * does to the platform's memory. The caller takes a part of the same processors.
 */
export async function measureVinBatch({ url, key, pid, vins }: BatchBench): Promise<Figure[]> {
  const patterns = sampleVins(PATTERNS, 3);
  const send = (count: number) => sendBatch({ url, key }, serialVins(patterns, count));
  // Threads are started and code is compiled; then memory is what it is between batches.
  await send(Math.min(vins, 50_000));
  const memory = () => (processMemory(pid)?.now ?? 0) / 1024 / 1024;
  const before = memory();
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(memory()), SAMPLE_MS);
  const started = performance.now();
  const { lines, bytes } = await send(vins);
  const seconds = (performance.now() - started) / 1_000;
  clearInterval(sampling);
  if (lines !== vins) throw new Error(`${vins} VINs were sent and ${lines} lines came back`);
  // The first quarter fills buffers; what grows after it would go on growing.
  const settled = samples.slice(Math.ceil(samples.length / 4));
  const half = Math.ceil(settled.length / 2);
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return [
    figure(`vin batch of ${vins}`, seconds, 's'),
    figure('vin batch, VINs a second', vins / seconds, '1/s'),
    figure('vin batch, answered', bytes / 1024 / 1024, 'MiB'),
    figure('vin batch, memory before', before, 'MiB'),
    figure('vin batch, memory at most', Math.max(before, ...samples), 'MiB'),
    figure('vin batch, memory in its third quarter', mean(settled.slice(0, half)), 'MiB'),
    figure('vin batch, memory in its last quarter', mean(settled.slice(half)), 'MiB'),
    figure('vin batch, memory after', memory(), 'MiB'),
  ];
}

/** Chunks of text, a VIN a line: of each pattern in turn, with serial numbers that come but once. */
function* serialVins(patterns: readonly string[], count: number): Generator<string> {
  let chunk: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const pattern = patterns[at % patterns.length] ?? '';
    const serial = String(Math.floor(at / patterns.length) * 7_919 + (at % 7_919)).padStart(6, '0');
    chunk.push(withCheckDigit(`${pattern.slice(0, 11)}${serial.slice(-6)}`));
    if (chunk.length === CHUNK_VINS || at === count - 1) {
      yield `${chunk.join('\n')}\n`;
      chunk = [];
    }
  }
}

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const LETTERS = '.12345678.12345.7.923456789';
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 48 && code < 58) return code - 48;
  return code >= 65 && code < 91 ? Number(LETTERS[code - 64]) || 0 : 0;
});

/** 49 CFR 565.15(c), for a million VINs: A-H are 1-8, J-N 1-5, P 7, R 9, S-Z 2-9. */
function withCheckDigit(vin: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += (VALUES[vin.charCodeAt(at)] ?? 0) * (WEIGHTS[at] ?? 0);
  const digit = sum % 11;
  return `${vin.slice(0, 8)}${digit === 10 ? 'X' : digit}${vin.slice(9)}`;
}

/** Writes as fast as it is taken and reads as fast as it comes; counts lines without keeping any. */
function sendBatch(
  { url, key }: { url: string; key: string },
  chunks: Iterable<string>,
): Promise<{ lines: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}/v1/vins/batch`,
      { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'text/plain' } },
      (response) => {
        let lines = 0;
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve({ lines, bytes });
          else reject(new Error(`the batch was answered with ${response.statusCode}`));
        });
      },
    );
    call.on('error', reject);
    const source = chunks[Symbol.iterator]();
    const write = () => {
      for (let next = source.next(); next.done !== true; next = source.next()) {
        if (!call.write(next.value)) {
          call.once('drain', write);
          return;
        }
      }
      call.end();
    };
    write();
  });
}
