import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mavenJars } from './maven-jars.ts';
import {
  type KafkaAccess,
  MUTUAL,
  SECURED,
  type SecuredListeners,
  securedListeners,
} from './secured-kafka.ts';
import { freePorts, type ServerProcess, serverProcess } from './server-process.ts';

export type { KafkaAccess } from './secured-kafka.ts';

const JAVA = process.env.JAVA_HOME === undefined ? 'java' : join(process.env.JAVA_HOME, 'bin', 'java');
const KAFKA = '4.1.0';
const HEAP = ['-Xms128m', '-Xmx448m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const STARTED = 'Kafka Server started';

/** Apache Kafka (KRaft, brokers and controllers in one) on free ports of the loopback. */
export interface KafkaServer extends AsyncDisposable {
  readonly brokers: readonly string[];
  /**
   * A second way in, for a proxy: clients that are told of `port` (by a broker's metadata, or as their bootstrap) are to
   * be passed on to `target`. One per node. Nobody listens on `port` yet.
   */
  readonly proxied: readonly { port: number; target: number }[];
  /** The ways in over TLS, where they were asked for. */
  readonly secured: KafkaAccess | undefined;
  /** All nodes, or the one of this index. */
  stop(node?: number): Promise<void>;
  kill(node?: number): Promise<void>;
  /** Again, over what is on the disk, and on the same ports. */
  start(node?: number): Promise<void>;
}

export interface KafkaServerOptions {
  /** Empty or absent; what the server keeps is below it. */
  folder: string;
  /** 1 or 3. Default 1. */
  nodes?: number;
  /** Listens over TLS too, for users and for clients with a certificate. Default false. */
  secured?: boolean;
}

type PortOf = (node: number, which: 0 | 1 | 2 | 3 | 4 | 5) => number;
const PORTS = 6;

/**
 * Starts it and resolves when it takes requests. The jars come from Maven's repository, once; Java 17 has to be there.
 * @throws Error where it can't be had or doesn't start; a live test has no business to pass then
 */
export async function startKafka({
  folder,
  nodes = 1,
  secured = false,
}: KafkaServerOptions): Promise<KafkaServer> {
  // The log goes through slf4j, whose own backend writes it to a file.
  const jars = mavenJars(`kafka-${KAFKA}`, [
    `org.apache.kafka:kafka_2.13:${KAFKA}`,
    'org.slf4j:slf4j-simple:1.7.36',
  ]);
  const ports = await freePorts(nodes * PORTS);
  const cluster = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
  const at: PortOf = (node, which) => ports[node * PORTS + which] ?? 0;
  const listeners = secured ? securedListeners() : undefined;
  const all = Array.from({ length: nodes }, (_, node) => node);
  const servers = all.map((node): ServerProcess => {
    const home = join(folder, `kafka-${node + 1}`);
    const log = join(home, 'server.log');
    const properties = join(home, 'server.properties');
    mkdirSync(home, { recursive: true });
    writeFileSync(properties, serverProperties(node, nodes, home, at, listeners));
    const classpath = ['-cp', join(jars, '*')];
    const formatted = spawnSync(
      JAVA,
      [
        '-Xmx128m',
        ...classpath,
        // One in 64 ids begins with a dash.
        ...['kafka.tools.StorageTool', 'format', `--cluster-id=${cluster}`, '-c', properties],
        ...(nodes === 1 ? ['--standalone'] : []),
        ...(listeners?.formatArguments ?? []),
      ],
      { encoding: 'utf8' },
    );
    if (formatted.status !== 0)
      throw new Error(
        `Kafka could not be set up: ${formatted.error?.message ?? ''}${formatted.stdout}${formatted.stderr}`,
      );
    const logging = [
      `-Dorg.slf4j.simpleLogger.logFile=${log}`,
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
    ];
    const read = () => readFileSync(log, { encoding: 'utf8', flag: 'a+' });
    const server = serverProcess({
      command: JAVA,
      args: [...HEAP, ...logging, ...classpath, 'kafka.Kafka', properties],
      folder: home,
      isReady: () => read().includes(STARTED),
      log: read,
    });
    return {
      ...server,
      start: () => {
        rmSync(log, { force: true });
        return server.start();
      },
    };
  });

  async function each(
    node: number | undefined,
    act: (server: ServerProcess) => Promise<void>,
  ): Promise<void> {
    await Promise.all(servers.filter((_, i) => node === undefined || i === node).map(act));
  }

  const kill = (node?: number) => each(node, (server) => server.kill());
  const start = (node?: number) => each(node, (server) => server.start());
  try {
    await start();
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    brokers: all.map((node) => `127.0.0.1:${at(node, 0)}`),
    proxied: all.map((node) => ({ port: at(node, 3), target: at(node, 2) })),
    secured: listeners && {
      ...listeners.access,
      brokers: all.map((node) => `127.0.0.1:${at(node, 4)}`),
      mutualBrokers: all.map((node) => `127.0.0.1:${at(node, 5)}`),
    },
    stop: (node) => each(node, (server) => server.stop()),
    kill,
    start,
    [Symbol.asyncDispose]: () => kill(),
  };
}

function serverProperties(
  node: number,
  nodes: number,
  home: string,
  at: PortOf,
  secured: SecuredListeners | undefined,
): string {
  const replicas = Math.min(nodes, 3);
  const voters = Array.from({ length: nodes }, (_, i) => `${i + 1}@127.0.0.1:${at(i, 1)}`).join(',');
  const listener = (name: string, which: Parameters<PortOf>[1]) => `${name}://127.0.0.1:${at(node, which)}`;
  const overTls = secured === undefined ? [] : [listener(SECURED, 4), listener(MUTUAL, 5)];
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': node + 1,
    listeners: [
      listener('PLAINTEXT', 0),
      listener('CONTROLLER', 1),
      listener('PROXIED', 2),
      ...overTls,
    ].join(),
    'advertised.listeners': [listener('PLAINTEXT', 0), listener('PROXIED', 3), ...overTls].join(),
    'listener.security.protocol.map': `CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,${SECURED}:SASL_SSL,${MUTUAL}:SSL`,
    ...secured?.properties(home),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    ...(nodes === 1
      ? { 'controller.quorum.bootstrap.servers': `127.0.0.1:${at(0, 1)}` }
      : { 'controller.quorum.voters': voters }),
    'log.dirs': join(home, 'data'),
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': Math.min(replicas, 2),
    'share.coordinator.state.topic.replication.factor': replicas,
    'default.replication.factor': replicas,
    // Tests don't wait for members that don't come, and see a dead one soon.
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 500,
    'auto.create.topics.enable': false,
    'log.cleaner.dedupe.buffer.size': 8 * 1024 * 1024,
    'num.network.threads': 2,
    'num.io.threads': 4,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
