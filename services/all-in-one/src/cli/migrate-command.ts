import { embeddedEngines } from '@qipei/service-kit/environment';
import { holdDataFolder } from '../data-folder.ts';
import type { Engines } from '../engines.ts';
import { migrate } from '../migration.ts';
import { type Answer, type Command, parse, UsageError } from './command.ts';

const DIRECTIONS = ['to-cluster', 'to-embedded'] as const;

/** Between the data folder and the servers that the environment names. */
function command(direction: (typeof DIRECTIONS)[number]): Command {
  return async (args, cluster): Promise<Answer> => {
    const { values, positionals } = parse(args, { again: { type: 'boolean' } });
    if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' was not expected`);
    const embedded: Engines = embeddedEngines(cluster.dataDir);
    using _held = holdDataFolder(cluster.dataDir);
    const copied = await migrate({
      from: direction === 'to-cluster' ? embedded : cluster,
      to: direction === 'to-cluster' ? cluster : embedded,
      vinTableFile: process.env.QIPEI_VIN_TABLE ?? '',
      again: values.again === true,
      onProgress: (service, records) => process.stderr.write(`  ${service}: ${records} records\n`),
    });
    const lines = Object.entries(copied).map(([what, count]) => `${what}\t${count}\n`);
    return {
      text: `${lines.join('')}Copied, and held against the source. The search index is made when the platform starts.\n`,
    };
  };
}

export const MIGRATE_COMMANDS: Record<string, Command> = Object.fromEntries(
  DIRECTIONS.map((direction) => [`migrate ${direction}`, command(direction)]),
);
