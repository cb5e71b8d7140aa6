import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { certificateAuthority } from '../servers/certificates.ts';
import { freePorts } from '../servers/server-process.ts';
import { type PlatformChild, projectFile, startChild } from './child-process.ts';
import type { PlatformProcess, PlatformProcessOptions } from './platform-process.ts';

const GRPC_SERVICES = ['access', 'catalog', 'fitment', 'inventory', 'order', 'search', 'exchange'] as const;
const SERVICES = [...GRPC_SERVICES, 'bff'] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface ClusterProcess extends PlatformProcess {
  /** Of each service, the process that runs now. */
  readonly services: Readonly<Record<ServiceName, PlatformChild>>;
  /** After one has ended; whether it comes up isn't waited for. */
  restart(name: ServiceName): void;
}

export interface Supervisor extends AsyncDisposable {
  /** Which it has begun again so far. */
  readonly restarted: readonly ServiceName[];
}

const RESTART_AFTER_MS = 1_000;
/** Eight processes at once, on a machine that is slow or busy. */
const START_MS = 240_000;

/** Begins again what ended, as often as it ends, as the restart rule of a container does, until it is disposed of. */
export function supervise(cluster: ClusterProcess): Supervisor {
  const restarted: ServiceName[] = [];
  const stop = new AbortController();
  async function watch(): Promise<void> {
    while (!stop.signal.aborted) {
      await pause(RESTART_AFTER_MS, undefined, { signal: stop.signal }).catch(() => undefined);
      for (const name of SERVICES) {
        if (stop.signal.aborted || !cluster.services[name].exited) continue;
        restarted.push(name);
        cluster.restart(name);
      }
    }
  }
  const watching = watch();
  return {
    restarted,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
    },
  };
}

/** Starts each service as a process of its own, with gRPC over TLS between them, all at once, and resolves when the whole is ready. */
export async function startClusterProcess(options: PlatformProcessOptions): Promise<ClusterProcess> {
  const ports = await freePorts(SERVICES.length);
  const portOf = (name: ServiceName) => ports[SERVICES.indexOf(name)] ?? 0;
  const url = `http://127.0.0.1:${portOf('bff')}`;
  const authority = certificateAuthority('the peers of this cluster');
  const own = authority.server();
  const env: Record<string, string> = {
    LOG_LEVEL: 'error',
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '16384',
    MALLOC_TRIM_THRESHOLD_: '131072',
    // The server that stands in for MongoDB goes through the whole collection where MongoDB uses an index.
    CATALOG_GRAPH_CHECKS: 'off',
    ...options.env,
    QIPEI_DATA_DIR: options.dataDir,
    QIPEI_PEER_TOKEN: randomBytes(32).toString('hex'),
    QIPEI_PEER_TLS_CA: authority.ca,
    QIPEI_PEER_TLS_CERT: own.cert,
    QIPEI_PEER_TLS_KEY: own.key,
    PORT: String(portOf('bff')),
  };
  for (const name of GRPC_SERVICES) env[`${name.toUpperCase()}_GRPC_ADDRESS`] = `127.0.0.1:${portOf(name)}`;
  const begin = (name: ServiceName) =>
    startChild(['--max-semi-space-size=8', projectFile(`services/${name}/src/main.ts`)], env);
  const services = Object.fromEntries(SERVICES.map((name) => [name, begin(name)])) as Record<
    ServiceName,
    PlatformChild
  >;
  const all = () => Object.values(services);
  const output = () => SERVICES.map((name) => services[name].output()).join('');

  /** `/readyz` asks every service. */
  async function ready(): Promise<void> {
    const deadline = Date.now() + (options.startMs ?? START_MS);
    for (;;) {
      const response = await fetch(`${url}/readyz`).catch(() => undefined);
      await response?.body?.cancel();
      if (response?.status === 200) return;
      const gone = SERVICES.find((name) => services[name].exited);
      if (gone !== undefined || Date.now() > deadline) {
        await Promise.all(all().map((child) => child.kill()));
        throw new Error(`the cluster did not start (${gone ?? 'in time'}):\n${output()}`);
      }
      await pause(50);
    }
  }

  await ready();
  return {
    url,
    services,
    output,
    restart(name) {
      services[name] = begin(name);
    },
    async kill() {
      await Promise.all(all().map((child) => child.kill()));
    },
    /** As a supervisor does it: all are told at once. 0 where every one of them ended well. */
    async stop() {
      const codes = await Promise.all(all().map((child) => child.stop()));
      return codes.find((code) => code !== 0) ?? 0;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(all().map((child) => child.kill()));
    },
  };
}
