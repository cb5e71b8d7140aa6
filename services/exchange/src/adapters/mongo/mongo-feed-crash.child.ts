// A writer of the feed over MongoDB, or with the name `grants` who follows grants, killed at a named point; run by
// mongo-feed-crash.live.test.ts.
//   mongo-feed-crash.child.ts <url> <name> <point> <nth time>
import { systemClock } from '@qipei/kernel';
import { partSaved } from '../../application/exchange-contract.fixture.ts';
import type { BlockStep } from './feed-blocks.ts';
import { openMongoExchange } from './open-mongo-exchange.ts';

const [, , url = '', name = '', point = '', nth = '1'] = process.argv;
let passes = Number(nth);

function onStep(step: BlockStep): void {
  if (step !== point) return;
  passes -= 1;
  if (passes === 0) process.kill(process.pid, 'SIGKILL');
}

const { writer } = await openMongoExchange(url, { clock: systemClock, onStep });
if (name === 'grants') while (await writer.settleGrants());
else await writeOn();

async function writeOn(): Promise<never> {
  for (let at = 0; ; at += 1) {
    const shared = partSaved('shared', at + 1);
    await writer.apply([partSaved(`${name}-${at}`, 1), shared]);
    // What it has had acknowledged.
    process.stdout.write(`${at}\n`);
  }
}
