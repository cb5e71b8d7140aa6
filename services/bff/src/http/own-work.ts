import { ExportState, ListExportsRequest } from '@qipei/contracts/exports/v1/exports';
import { ListWebhooksRequest } from '@qipei/contracts/webhooks/v1/webhooks';
import type { CallContext } from '@qipei/service-kit';
import { EXPORT_OWNERS, type Peers } from '../peers.ts';
import type { Gauges } from './platform-health.ts';

/** Of the newest exports of a kind. */
const MOST = 100;
const PATIENCE_MS = 2_000;

export type OwnWork = Pick<Gauges, 'exportsWaiting' | 'exportsRunning' | 'exportsFailed' | 'webhooksFailing'>;

/** The caller's own exports and webhooks; null what isn't told soon. */
export async function ownWork(
  { exports, webhooks }: Pick<Peers, 'exports' | 'webhooks'>,
  call: CallContext,
): Promise<OwnWork> {
  const context = { ...call, deadline: new Date(Date.now() + PATIENCE_MS) };
  const page = ListExportsRequest.fromPartial({ pageSize: MOST });
  const [states, failing] = await Promise.all([
    Promise.all(
      EXPORT_OWNERS.map(async (owner) => {
        const { jobs } = await exports[owner].listExports(page, context);
        return jobs.map(({ state }) => state);
      }),
    ).catch(() => undefined),
    webhooks.listWebhooks(ListWebhooksRequest.fromPartial({}), context).then(
      (answer) => answer.webhooks.filter(isFailing).length,
      () => null,
    ),
  ]);
  const count = (wanted: ExportState) =>
    states === undefined ? null : states.flat().filter((state) => state === wanted).length;
  return {
    exportsWaiting: count(ExportState.QUEUED),
    exportsRunning: count(ExportState.RUNNING),
    exportsFailed: count(ExportState.FAILED),
    webhooksFailing: failing,
  };
}

/** Its address fails, or it was switched off by itself. */
function isFailing(webhook: { enabled: boolean; failingSince?: Date | undefined; disabledReason: string }) {
  return webhook.enabled ? webhook.failingSince !== undefined : webhook.disabledReason !== '';
}
