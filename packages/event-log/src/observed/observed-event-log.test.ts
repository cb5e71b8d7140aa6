import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openEventLog } from '../open-event-log.ts';
import { observedEventLogContract } from './observed-event-log.contract.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-observed-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

observedEventLogContract('SQLite', () =>
  openEventLog({ engine: 'sqlite', dataDir }, { clientId: 'test', topics: [] }),
);
