import { MEMBER_ROLES, ROLES, SCOPES } from '@qipei/access';
import { DomainError } from '@qipei/kernel';
import { ConfigurationError } from '@qipei/service-kit/environment';
import { CHECK_USAGE, check } from './cli/check-command.ts';
import { type Command, UsageError } from './cli/command.ts';
import { DEAD_LETTER_COMMANDS } from './cli/dead-letter-commands.ts';
import { DEMO_COMMANDS } from './cli/demo-command.ts';
import { INDEX_COMMANDS } from './cli/index-command.ts';
import { KEY_COMMANDS } from './cli/key-commands.ts';
import { MIGRATE_COMMANDS } from './cli/migrate-command.ts';
import { isRemote, remote, remoteUsage } from './cli/remote/remote-commands.ts';
import { USER_COMMANDS } from './cli/user-commands.ts';
import { VIN_DATA_COMMANDS } from './cli/vin-data-commands.ts';
import { VINS_COMMANDS } from './cli/vins-command.ts';
import { readEngines } from './engines.ts';

const USAGE = `With a key, against any platform that runs:

${await remoteUsage()}
Alone, or where the platform is:

${CHECK_USAGE}qipei keys create --tenant NAME [--role ${Object.keys(ROLES).join('|')}] [--scope SCOPE]… [--customer NAME] [--name TEXT]
qipei keys list [--tenant NAME]
qipei keys revoke KEY_ID
qipei users add --tenant NAME --email EMAIL --role ${MEMBER_ROLES.join('|')} [--customer NAME] [--name TEXT]
qipei users list [--tenant NAME]
qipei users reset EMAIL
qipei dead-letters list [--topic TOPIC] [--group GROUP] [--limit N]
qipei dead-letters replay --topic TOPIC --group GROUP [--limit N]
qipei demo load [--url URL]
qipei index check
qipei index rebuild
qipei migrate to-cluster|to-embedded [--again]
qipei vins decode FILE|- [--out FILE] [--column NAME] [--detail flat|full]
qipei vin-data build [--from corgi|FILE] [--out FILE]
qipei vin-data info [FILE]
qipei vin-data install FILE|corgi|previous

Scopes: ${SCOPES.join(', ')}.
The data folder is .qipei, or QIPEI_DATA_DIR. Works while the platform runs and while it doesn't; only
'index rebuild' and 'migrate' want it stopped, and 'demo load' wants it running (at --url, or http://127.0.0.1:8080).
`;

const COMMANDS: Record<string, Command> = {
  ...KEY_COMMANDS,
  ...USER_COMMANDS,
  ...DEAD_LETTER_COMMANDS,
  ...DEMO_COMMANDS,
  ...INDEX_COMMANDS,
  ...MIGRATE_COMMANDS,
  ...VIN_DATA_COMMANDS,
  ...VINS_COMMANDS,
};

try {
  const [noun = '', verb = '', ...rest] = process.argv.slice(2);
  if (isRemote(noun)) process.exitCode = await remote(noun, process.argv.slice(3));
  else if (noun === 'help' || noun === '--help' || noun === '-h') process.stdout.write(USAGE);
  else if (noun === 'check') process.exitCode = await check(process.argv.slice(3));
  else {
    const command = COMMANDS[`${noun} ${verb}`];
    if (command === undefined)
      throw new UsageError(noun === '' ? '' : `there is no command '${noun} ${verb}'`.trimEnd());
    const { text, exitCode = 0 } = await command(rest, readEngines(process.env));
    process.stdout.write(text);
    process.exitCode = exitCode;
  }
} catch (error) {
  if (error instanceof UsageError)
    process.stderr.write(`${error.message === '' ? '' : `qipei: ${error.message}\n\n`}${USAGE}`);
  else if (error instanceof DomainError || error instanceof ConfigurationError)
    process.stderr.write(`qipei: ${error.message}\n`);
  else throw error;
  process.exitCode = 1;
}
