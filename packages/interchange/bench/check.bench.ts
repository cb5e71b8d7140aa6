// node bench/check.bench.ts [APPS] [FILE]: a feed of ACES checked from its bytes, and the checks alone, on one core.
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acesFeed } from '@qipei/testing/aces-feed';
import { readAces } from '../src/aces/index.ts';
import { checkedAppOf } from '../src/checks/aces-app.ts';
import { checkAces, createFeedCheck } from '../src/checks/index.ts';

const apps = Number(process.argv[2] ?? 1_000_000);
const folder = await mkdtemp(join(tmpdir(), 'qipei-bench-'));
try {
  const path = process.argv[3] ?? join(folder, 'feed.xml');
  if (process.argv[3] === undefined) {
    const file = await open(path, 'w');
    const feed = acesFeed({ apps, duplicateEach: 100, overlapEach: 90, commentOverlapEach: 70 });
    for (const piece of feed.pieces()) await file.write(piece);
    await file.close();
  }
  const megabytes = (await stat(path)).size / 1e6;
  const whole = () => createReadStream(path, { highWaterMark: 256 * 1024 });

  const begun = performance.now();
  const cpu = process.cpuUsage();
  const { report } = await checkAces(whole());
  const seconds = (performance.now() - begun) / 1000;
  const { findings, ...numbers } = report;
  console.log(JSON.stringify({ ...numbers, codes: findings.length }));
  const { user, system } = process.cpuUsage(cpu);
  say('read and checked', seconds, report.applications, megabytes);
  // On a busy machine what the processor spent says more than what the clock did.
  console.log(`of the processor: ${((user + system) / 1e6).toFixed(1)} s`);

  using check = createFeedCheck();
  let checking = 0;
  for await (const { records } of readAces(whole())) {
    const start = performance.now();
    for (const record of records) if (record.kind === 'app') check.add(checkedAppOf(record, ''));
    checking += performance.now() - start;
  }
  const start = performance.now();
  check.finish();
  checking += performance.now() - start;
  say('of it the checks', checking / 1000, report.applications, megabytes);
  console.log(`most memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
} finally {
  await rm(folder, { recursive: true });
}

function say(what: string, seconds: number, applications: number, megabytes: number): void {
  const rate = Math.round(applications / seconds).toLocaleString('en-US');
  console.log(`${what}: ${seconds.toFixed(1)} s, ${rate} apps/s, ${(megabytes / seconds).toFixed(0)} MB/s`);
}
