import { resolve } from 'node:path';
import { isRemote, remote } from './cli/remote/remote-commands.ts';

/**
 * The `qipei` command. What speaks to a running platform and a check want none of the platform's modules, which take longer to read
 * than a small file takes to check.
 */
const [, , name, ...args] = process.argv;
// npm runs its scripts in the project's folder; files are named from where the person is.
const { INIT_CWD: from, npm_lifecycle_event: ofNpm } = process.env;
if (ofNpm === 'qipei' && from !== undefined) {
  // The data folder and the VIN table are the ones that `npm start` uses.
  process.env.QIPEI_DATA_DIR = resolve(process.env.QIPEI_DATA_DIR ?? '.qipei');
  if (process.env.QIPEI_VIN_TABLE) process.env.QIPEI_VIN_TABLE = resolve(process.env.QIPEI_VIN_TABLE);
  process.chdir(from);
}
if (isRemote(name)) {
  process.exitCode = await remote(name, args);
} else if (name === 'check') {
  const { check } = await import('./cli/check-command.ts');
  process.exitCode = await check(args);
} else await import('./cli.ts');
