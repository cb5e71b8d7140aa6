export { smallDump } from './small-dump.ts';
export { smallTable } from './small-table.ts';
