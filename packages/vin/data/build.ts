// Compiles the tables beside it into src/data/wmi-rows.ts: `node packages/vin/data/build.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wmiRowsModule } from '../src/compile/wmi-data.ts';
import { WMI_TABLES } from '../src/compile/wmi-tables.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const tables = Object.fromEntries(WMI_TABLES.map((name) => [name, read(name)]));
const target = join(import.meta.dirname, '..', 'src', 'data', 'wmi-rows.ts');
writeFileSync(target, wmiRowsModule(tables, read('sources.tsv')));
