import { newTraceparent } from '@qipei/service-kit';
import { PEER_NAMES, type PeerName, type Peers } from '../peers.ts';

export type PeerState = 'serving' | 'not-serving' | 'unreachable';
export type Readiness = () => Promise<Record<PeerName, PeerState>>;

const PATIENCE_MS = 1_000;
const FRESH_MS = 250;

/** Asks every peer's gRPC health; each has a second. Askers within a quarter of a second share an answer. */
export function createReadiness(health: Peers['health']): Readiness {
  let latest: { since: number; states: ReturnType<Readiness> } | undefined;
  return () => {
    if (latest === undefined || performance.now() - latest.since > FRESH_MS)
      latest = { since: performance.now(), states: askAll(health) };
    return latest.states;
  };
}

async function askAll(health: Peers['health']): Promise<Record<PeerName, PeerState>> {
  const states = await Promise.all(PEER_NAMES.map(async (peer) => [peer, await ask(health[peer])] as const));
  return Object.fromEntries(states) as Record<PeerName, PeerState>;
}

async function ask(client: Peers['health'][PeerName]): Promise<PeerState> {
  const giveUp = new AbortController();
  const late = Promise.withResolvers<PeerState>();
  const timer = setTimeout(() => {
    late.resolve('unreachable');
    giveUp.abort();
  }, PATIENCE_MS);
  const answer = client
    .Check(
      { service: '' },
      { tenant: '', customerId: '', actor: 'bff', traceparent: newTraceparent(), signal: giveUp.signal },
    )
    .then(
      (response): PeerState =>
        (response as { status?: unknown }).status === 'SERVING' ? 'serving' : 'not-serving',
      (): PeerState => 'unreachable',
    );
  const state = await Promise.race([answer, late.promise]);
  clearTimeout(timer);
  return state;
}
