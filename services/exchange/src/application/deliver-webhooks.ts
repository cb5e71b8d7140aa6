import type { Clock } from '@qipei/kernel';
import { type AttemptOutcome, type Delivery, deliveryIdOf, waits } from '../domain/delivery.ts';
import type { FeedReader } from '../domain/feed-store.ts';
import { signingSecrets, type Webhook } from '../domain/webhook.ts';
import { eventTypeOf, logTypesOf, messageOf } from '../domain/webhook-message.ts';
import type { AttemptResult, DeliveryQueue } from '../domain/webhook-store.ts';

export interface WebhookMessage {
  url: string;
  deliveryId: string;
  payload: string;
  secrets: readonly string[];
  at: Date;
}

/** Never rejects: what goes wrong is in the outcome. Bounded in time and in what it reads. */
export type SendWebhook = (message: WebhookMessage, signal: AbortSignal) => Promise<AttemptOutcome>;

/** Has the work done while nobody else does it, until it is told to stop; `work` is told too when its turn is over. */
export type DeliveryTurn = (work: (stop: AbortSignal) => Promise<void>, stop: AbortSignal) => Promise<void>;

export type DeliveryStep = 'queued' | 'sending' | 'answered' | 'recorded';

export interface DeliverDependencies {
  feed: FeedReader;
  queue: DeliveryQueue;
  send: SendWebhook;
  clock: Clock;
  /** Resolves when something has changed, or after a time. */
  changed: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  onError: (error: unknown) => void;
  onStep?: ((step: DeliveryStep) => void) | undefined;
}

/** Deliveries of one webhook that wait at a time: what lies behind them is in the feed, where it is compacted. */
const WINDOW = 500;
const PAGE = 250;
/** Requests under way, of one webhook, of one tenant and of all. A webhook that fails gets one at a time. */
const MOST_EACH = 4;
const MOST_OF_TENANT = 16;
const MOST = 64;
/** How often a webhook for which there is nothing is moved on. */
const PASS_OVER_MS = 1_000;
const LOOK_AGAIN_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Queues what the feed tells for each webhook that wants it, and sends what is due, until it is told to stop. Nothing is known
 * here that isn't in the store: who goes on after a kill sends again what was under way. Requests that are under way when it is
 * told to stop are broken off, and sent again later.
 */
export async function deliverWebhooks(dependencies: DeliverDependencies, stop: AbortSignal): Promise<void> {
  const { feed, queue, send, clock, changed, onError, onStep } = dependencies;
  const underWay = new Map<string, { webhookId: string; tenant: string; running: Promise<void> }>();
  /** By webhook, how far the feed holds nothing of what it asks for behind its position. */
  const nothingUpTo = new Map<string, NothingUpTo>();
  /** The webhook that was sent something last. */
  let servedLast = '';
  let results: AttemptResult[] = [];
  let wakeUp = () => {};

  async function recordResults(): Promise<void> {
    if (results.length === 0) return;
    const recorded = results;
    results = [];
    try {
      await queue.record(recorded);
    } catch (error) {
      results = [...recorded, ...results];
      throw error;
    }
    for (const { deliveryId } of recorded) underWay.delete(deliveryId);
    onStep?.('recorded');
  }

  /** Returns whether there may be more. */
  async function queueNext(webhook: Webhook, head: number): Promise<boolean> {
    const { webhookId, tenant, eventTypes, position } = webhook;
    const known = nothingUpTo.get(webhookId);
    const holds = known?.position === position && known.asked === askedOf(webhook);
    const from = holds ? known.through : position;
    if (from >= head) {
      if (from > position) await passOver(webhook, from);
      return false;
    }
    const room = WINDOW - (await queue.countPending(webhookId));
    if (room <= 0) return false;
    const page = await feed.page({
      ...{ tenant, types: logTypesOf(eventTypes), after: from, began: 0 },
      limit: Math.min(PAGE, room),
    });
    const wanted = page.entries.filter((entry) =>
      (eventTypes as readonly string[]).includes(eventTypeOf(entry)),
    );
    if (wanted.length === 0 && page.exhausted) {
      await passOver(webhook, page.through);
      return false;
    }
    const deliveries = wanted.map((entry) => ({
      deliveryId: deliveryIdOf(webhookId, entry.sequence),
      eventType: eventTypeOf(entry),
      payload: messageOf(entry),
    }));
    const advanced = await queue.advance(webhookId, { from: position, to: page.through }, deliveries);
    if (advanced && deliveries.length > 0) onStep?.('queued');
    return !page.exhausted;
  }

  /**
   * There is nothing up to there. That is kept, so that what a webhook asks for later doesn't bring what was before it asked; as
   * it is a write, not each time.
   */
  async function passOver(webhook: Webhook, through: number): Promise<void> {
    const { webhookId, position } = webhook;
    const now = performance.now();
    let keptAt = nothingUpTo.get(webhookId)?.keptAt ?? Number.NEGATIVE_INFINITY;
    let reached = position;
    if (now - keptAt >= PASS_OVER_MS) {
      keptAt = now;
      if (await queue.advance(webhookId, { from: position, to: through }, [])) reached = through;
    }
    nothingUpTo.set(webhookId, { position: reached, through, asked: askedOf(webhook), keptAt });
  }

  async function attempt(webhook: Webhook, delivery: Delivery): Promise<void> {
    const at = clock.now();
    const { webhookId, url } = webhook;
    const { deliveryId, payload } = delivery;
    onStep?.('sending');
    const message = { url, deliveryId, payload, secrets: signingSecrets(webhook.secrets, at), at };
    const outcome = await send(message, stop);
    if (stop.aborted) return;
    onStep?.('answered');
    results.push({ webhookId, deliveryId, url, at, outcome });
    wakeUp();
  }

  async function sendDue(webhook: Webhook): Promise<void> {
    const { webhookId, tenant } = webhook;
    const ofTenant = [...underWay.values()].filter((each) => each.tenant === tenant);
    const own = ofTenant.filter((each) => each.webhookId === webhookId).length;
    const free = Math.min(
      (webhook.failures > 0 ? 1 : MOST_EACH) - own,
      MOST_OF_TENANT - ofTenant.length,
      MOST - underWay.size,
    );
    if (free <= 0) return;
    const testsOnly = waits(webhook, clock.now()) || !webhook.enabled;
    const due = await queue.due(webhookId, own + free, { testsOnly });
    const next = due.filter(({ deliveryId }) => !underWay.has(deliveryId));
    for (const delivery of next.slice(0, free)) {
      underWay.set(delivery.deliveryId, { webhookId, tenant, running: attempt(webhook, delivery) });
      servedLast = webhookId;
    }
  }

  async function round(): Promise<boolean> {
    await recordResults();
    const { through: head } = await feed.generation();
    let more = false;
    for (const webhook of inTurn(await queue.active(), servedLast)) {
      if (stop.aborted) return false;
      if (webhook.enabled && (await queueNext(webhook, head))) more = true;
      await sendDue(webhook);
    }
    return more;
  }

  let failures = 0;
  while (!stop.aborted) {
    let more = false;
    try {
      more = await round();
      failures = 0;
    } catch (error) {
      onError(error);
      failures += 1;
    }
    const waiting = new AbortController();
    wakeUp = () => waiting.abort();
    if (more || (results.length > 0 && failures === 0)) await new Promise(setImmediate);
    else
      await changed(
        Math.min(LOOK_AGAIN_MS * 2 ** failures, LONGEST_PAUSE_MS),
        AbortSignal.any([stop, waiting.signal]),
      );
  }
  await Promise.allSettled([...underWay.values()].map(({ running }) => running));
}

interface NothingUpTo {
  position: number;
  through: number;
  /** The event types for which that holds. */
  asked: string;
  keptAt: number;
}

const askedOf = ({ eventTypes }: Webhook) => eventTypes.join(' ');

/** Those behind the one that was served last first. They come by their ids. */
function inTurn(webhooks: readonly Webhook[], servedLast: string): Webhook[] {
  const behind = webhooks.findIndex(({ webhookId }) => webhookId > servedLast);
  return behind <= 0 ? [...webhooks] : [...webhooks.slice(behind), ...webhooks.slice(0, behind)];
}
