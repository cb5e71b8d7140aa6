// A service of the exchange over a data folder, killed at a named point; run by exchange-crash.test.ts.
//   exchange-crash.child.ts <folder> <point> <nth time>
import { createLogger } from '@qipei/service-kit';
import { type ExchangeStep, startExchangeBackground } from './compose.ts';

const [, , dataDir = '', crashPoint = 'none', nth = '1'] = process.argv;
let passes = Number(nth);

function onStep(point: ExchangeStep): void {
  if (point !== crashPoint) return;
  passes -= 1;
  if (passes === 0) process.kill(process.pid, 'SIGKILL');
}

const files = { engine: 'sqlite', dataDir } as const;
const logger = createLogger({ service: 'exchange', level: 'error' });
const background = await startExchangeBackground(
  { storage: files, eventLog: files, webhooksToLoopback: true },
  { logger, onStep },
);
process.once('SIGTERM', () => void background[Symbol.asyncDispose]());
// The loops of the service alone don't keep the process from ending.
const held = setInterval(() => {}, 60_000);
process.once('SIGTERM', () => clearInterval(held));
