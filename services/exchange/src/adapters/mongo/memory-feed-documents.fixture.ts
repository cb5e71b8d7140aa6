import { requireSmall } from './block-size.ts';
import type {
  Block,
  CollectionName,
  FeedContents,
  FeedDocuments,
  FeedHead,
  RowsRequest,
  TurnedDocument,
} from './feed-documents.ts';
import { inOrderOfTurning, TYPE_NUMBER } from './feed-documents.ts';

type Kept = Record<string, unknown> & { _id: string; block: number };

/** To be planted: what a model has to find. */
export type PlantedFault = 'settles-before-it-is-carried-out' | 'writes-over-what-is-newer';

/**
 * Documents in memory, for several at once. Each step that a server would take by itself waits for `step` first, so that a
 * test says who is next; a block is carried out write by write.
 */
export function memoryFeedDocuments({ fault }: { fault?: PlantedFault } = {}) {
  let head: FeedHead = {
    ...{ storeId: '00112233445566ff', block: 0, sequence: 0, generation: '' },
    ...{ at: new Date(0), grantsAt: new Date(0) },
  };
  let pending: Block | undefined;
  const kept: Record<CollectionName, Map<string, Kept>> = {
    ...{ entity: new Map(), change: new Map(), granted: new Map() },
    ...{ opening: new Map(), walk: new Map(), generation: new Map() },
  };

  function all<C extends CollectionName>(name: C): FeedContents[C][] {
    return [...kept[name].values()].map((each) => structuredCloneOf(each)) as unknown as FeedContents[C][];
  }

  const bySequence = (a: { sequence: number }, b: { sequence: number }) => a.sequence - b.sequence;
  const found = ({ audiences, types, gone, after, through, limit }: RowsRequest) =>
    all('change')
      .filter(
        (row) =>
          audiences.includes(row.audience) &&
          types.includes(row.type) &&
          row.gone === gone &&
          row.sequence > after &&
          row.sequence <= through,
      )
      .sort(bySequence)
      .slice(0, limit);

  function settle({ number, sequence, generation, at, grantsAt, turning }: Block): void {
    if (pending?.number !== number) return;
    const { storeId } = head;
    head = { storeId, block: number, sequence, generation, at, grantsAt, ...(turning && { turning }) };
    pending = undefined;
  }

  const as = (step: (name: string) => Promise<void> = async () => {}): FeedDocuments => ({
    inOrder(read) {
      return read(this);
    },
    async head() {
      await step('head');
      return { head: { ...head }, decided: pending?.number };
    },
    async decide(block) {
      await step('decide');
      requireSmall(block);
      if (head.block !== block.number - 1 || pending !== undefined) return false;
      pending = block;
      return true;
    },
    async decided(number) {
      await step('decided');
      return pending?.number === number ? pending : undefined;
    },
    async carryOut({ number, writes, ...block }) {
      if (fault === 'settles-before-it-is-carried-out') settle({ number, writes, ...block });
      for (const { to, id, set, unset } of writes) {
        await step(`write ${to} ${id}`);
        const before = kept[to].get(id);
        const overtaken = before !== undefined && before.block >= number;
        if (overtaken && fault !== 'writes-over-what-is-newer') continue;
        const after: Kept = before === undefined ? { _id: id, block: number } : structuredCloneOf(before);
        after.block = number;
        for (const [path, value] of set) assign(after, path, value);
        for (const path of unset) assign(after, path, undefined);
        kept[to].set(id, after);
      }
    },
    async settle(block) {
      await step('settle');
      settle(block);
    },
    async entities(ids) {
      await step('entities');
      return all('entity').filter(({ _id }) => ids.includes(_id));
    },
    async grantable(publisher, afterId, limit) {
      await step('grantable');
      const after = `${TYPE_NUMBER.parts} ${afterId}`;
      return all('entity')
        .filter((each) => each.grantable === publisher && each._id > after)
        .map(({ _id }) => _id)
        .sort()
        .slice(0, limit)
        .map((id) => id.slice(id.indexOf(' ') + 1));
    },
    async rows(request) {
      await step('rows');
      return found(request);
    },
    async rowFrom(sequence) {
      await step('rowFrom');
      return all('change')
        .filter((row) => row.sequence >= sequence)
        .sort(bySequence)
        .at(0);
    },
    async grantsBeside(grants) {
      await step('grantsBeside');
      return all('granted').filter((each) =>
        grants.some((grant) => grant.publisher === each.publisher && grant.subscriber === each.subscriber),
      );
    },
    async grantsTurned({ at, id }, until, limit) {
      await step('grantsTurned');
      const turned = all('granted')
        .filter(({ revoked }) => !revoked)
        .flatMap((grant): TurnedDocument[] =>
          [grant.from, grant.until].flatMap((when) => (when === undefined ? [] : [{ at: when, grant }])),
        )
        .filter((each) => each.at <= until)
        .filter((each) => each.at > at || (each.at.getTime() === at.getTime() && each.grant._id > id));
      return inOrderOfTurning(turned, limit);
    },
    async openingsOf(publishers) {
      await step('openingsOf');
      return all('opening').filter(({ publisher }) => publishers.includes(publisher));
    },
    async openingsFor(subscriber) {
      await step('openingsFor');
      return all('opening').filter((each) => each.subscriber === subscriber);
    },
    async walks(publishers) {
      await step('walks');
      return all('walk').filter(({ _id }) => publishers.includes(_id));
    },
    async nextWalk() {
      await step('nextWalk');
      return all('walk')
        .filter(({ turn }) => turn !== undefined)
        .sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0) || (a._id < b._id ? -1 : 1))
        .at(0);
    },
    async generation(id) {
      await step('generation');
      return all('generation').find(({ _id }) => _id === id);
    },
    async generationAfter(number) {
      await step('generationAfter');
      return all('generation')
        .filter((each) => each.number > number)
        .sort((a, b) => a.number - b.number)
        .at(0);
    },
    async forgetEvents(before) {
      await step('forgetEvents');
      for (const { _id, type, at } of all('change'))
        if (type === TYPE_NUMBER.events && at < before) kept.change.delete(_id);
      for (const { _id, at } of all('entity')) if (at !== undefined && at < before) kept.entity.delete(_id);
    },
  });
  return { as, storeId: head.storeId };
}

/** As it is read from a server: nobody else’s. */
function structuredCloneOf<T extends object>(value: T): T {
  const { data, ...rest } = structuredClone({ ...value, data: undefined }) as T & { data?: unknown };
  return { ...rest, ...('data' in value && { data: value.data }) } as T;
}

function assign(document: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', second] = path.split('.');
  if (second === undefined) {
    if (value === undefined) delete document[first];
    else document[first] = value;
    return;
  }
  const inner = (document[first] ?? {}) as Record<string, unknown>;
  document[first] = inner;
  assign(inner, second, value);
}
