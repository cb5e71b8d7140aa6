export { smallDump, smallDumpRows } from './small-dump.ts';
