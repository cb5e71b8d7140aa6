import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { eventLogContract } from '../event-log.contract.ts';
import { openSqliteEventLog } from './sqlite-event-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-event-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

eventLogContract('SQLite', (storage) => openSqliteEventLog({ file: join(folder, `${storage}.db`) }));
