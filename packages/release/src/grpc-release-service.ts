import type {
  ReleaseChange as ReleaseChangeMessage,
  ReleaseServiceService,
} from '@qipei/contracts/releases/v1/releases';
import { type Clock, InvalidInput, systemClock } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { ChangeKind, ReleaseChange, ReleaseContent } from './release-content.ts';
import {
  CHANGE_KINDS,
  readChangeKind,
  readReleaseState,
  toReleaseMessage,
  toRulesMessage,
} from './release-message.ts';
import { requireRules, rulesVersion } from './release-rules.ts';
import type { ReleaseStore } from './release-store.ts';

export interface ReleaseServiceOptions {
  /** What is released here: `parts`, `fitments`. */
  kind: string;
  store: ReleaseStore;
  content: Pick<ReleaseContent, 'changes'>;
  clock?: Clock;
}

/** Changes of each kind that are shown with a release. */
const SAMPLES = 5;

/** qipei.releases.v1.ReleaseService over the releases of one service. Bind it with `grpcService(ReleaseServiceService, …)`. */
export function releaseServiceHandlers({
  kind,
  store,
  content,
  clock = systemClock,
}: ReleaseServiceOptions): GrpcHandlers<typeof ReleaseServiceService> {
  const requireKind = (asked: string) => {
    if (asked !== kind)
      throw new InvalidInput('kind', 'release-kind-unknown', `Only '${kind}' is released here.`);
  };
  return {
    async getRelease({ releaseId }, { tenant }) {
      const release = await store.get(tenant, releaseId);
      const page = { pageSize: SAMPLES, pageToken: '' };
      const samples: ReleaseChangeMessage[] = [];
      for (const change of Object.keys(CHANGE_KINDS) as ChangeKind[])
        samples.push(...(await content.changes(release, change, page)).items.map(toChangeMessage));
      return { release: toReleaseMessage(kind, release), samples };
    },
    async listReleases({ feed, state, ...page }, { tenant }) {
      const filter = { feed, state: readReleaseState(state) };
      const { items, nextPageToken } = await store.list(tenant, filter, page);
      return { releases: items.map((each) => toReleaseMessage(kind, each)), nextPageToken };
    },
    async listReleaseChanges({ releaseId, change, ...page }, { tenant }) {
      const release = await store.get(tenant, releaseId);
      const { items, nextPageToken } = await content.changes(release, readChangeKind(change), page);
      return { changes: items.map(toChangeMessage), nextPageToken };
    },
    async publishRelease({ releaseId }, { tenant }) {
      return { release: toReleaseMessage(kind, await store.askToPublish(tenant, releaseId, clock.now())) };
    },
    async rollBackRelease({ releaseId }, { tenant }) {
      return { release: toReleaseMessage(kind, await store.askToRollBack(tenant, releaseId, clock.now())) };
    },
    async discardRelease({ releaseId }, { tenant }) {
      return { release: toReleaseMessage(kind, await store.discard(tenant, releaseId, clock.now())) };
    },
    async getReleaseRules(request, { tenant }) {
      requireKind(request.kind);
      const rules = await store.rules(tenant);
      return { rules: toRulesMessage(rules), version: rulesVersion(rules) };
    },
    async setReleaseRules({ kind: asked, rules: given, expectedVersion }, { tenant }) {
      requireKind(asked);
      const { maxRemoved, maxRemovedPercent, maxChanged, maxChangedPercent } = given ?? {};
      const rules = requireRules({ maxRemoved, maxRemovedPercent, maxChanged, maxChangedPercent });
      await store.setRules(tenant, rules, expectedVersion === '' ? undefined : expectedVersion);
      return { rules: toRulesMessage(rules), version: rulesVersion(rules) };
    },
  };
}

function toChangeMessage({ change, key, before, after }: ReleaseChange): ReleaseChangeMessage {
  return { change: CHANGE_KINDS[change], key, beforeJson: before, afterJson: after };
}
