import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

export interface ComposeService {
  image?: string;
  build?: { context: string; dockerfile: string };
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string>;
  networks?: string[];
  ports?: string[];
  secrets?: string[];
  configs?: { source: string; target: string }[];
  volumes?: string[];
  tmpfs?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  logging?: { driver: string; options: Record<string, string> };
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  cpus?: number;
  mem_limit?: string;
  pids_limit?: number;
}

export interface ComposeProject {
  name?: string;
  services: Record<string, ComposeService>;
  networks?: Record<string, { internal?: boolean } | null>;
  volumes?: Record<string, unknown>;
  configs?: Record<string, { file: string }>;
  secrets?: Record<string, { file: string }>;
}

/** A file as Compose reads it: with its anchors merged, and each variable of the host that isn't set at its default. */
export function readCompose(path: string): ComposeProject {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const variable = /\$\{(\w+):-([^}]*)\}|\$\{|\$\$|\$/g;
  const filled = text.replace(variable, (match, name, otherwise) => {
    if (match === '$$') return '$';
    if (name === undefined)
      throw new Error(`${path}: '${match}' is neither a variable with a default nor $$`);
    return otherwise;
  });
  return parse(filled, { merge: true });
}

/**
 * The base with an overlay over it. Of a service that both have, the overlay may give the environment alone: that is
 * merged name by name, with no rule of Compose's to get wrong.
 */
export function overlaid(base: ComposeProject, overlay: ComposeProject): ComposeProject {
  const services = { ...base.services };
  for (const [name, added] of Object.entries(overlay.services)) {
    const below = services[name];
    if (below === undefined) services[name] = added;
    else if (Object.keys(added).join() !== 'environment')
      throw new Error(`${name}: more than its environment`);
    else services[name] = { ...below, environment: { ...below.environment, ...added.environment } };
  }
  return {
    services,
    networks: { ...base.networks, ...overlay.networks },
    volumes: { ...base.volumes, ...overlay.volumes },
    configs: { ...base.configs, ...overlay.configs },
    secrets: { ...base.secrets, ...overlay.secrets },
  };
}

/** Bytes of Compose's `1536M`. */
export function bytes(size: string): number {
  const match = /^(\d+)([MG])$/.exec(size);
  if (match === null) throw new Error(`'${size}' is not a size in M or G`);
  return Number(match[1]) * (match[2] === 'G' ? 1024 ** 3 : 1024 ** 2);
}
