import { newId } from '@qipei/kernel';
import type { ChangeCounts } from './part-change.ts';
import { noChanges } from './part-change.ts';
import {
  chance,
  identityOf,
  idOf,
  importOf,
  type OpenedParts,
  type PartContract,
} from './part-contract.fixture.ts';

const TENANTS = ['acme', 'bolt', 'nobody'] as const;
const BRANDS = ['BOSCH', 'MANN', '曼牌'] as const;
const NUMBERS = ['1', '2', '3'] as const;

/** What a plain list of parts knows. */
interface Known {
  publisher: string;
  brand: string;
  partNumber: string;
  name: string;
  isPublic: boolean;
  version: number;
  withdrawn: boolean;
}

/** Random rows of one publisher, and what becomes of the list by them. */
function nextBatch(known: Known[], publisher: string, below: (n: number) => number) {
  const counts: ChangeCounts = noChanges();
  const rows = Array.from({ length: 1 + below(12) }, () => {
    const [brand, partNumber] = [BRANDS[below(3)] ?? '', NUMBERS[below(3)] ?? ''];
    const cells = {
      brand,
      partNumber,
      nameEn: `name ${below(2)}`,
      ...(below(2) === 0 ? { visibility: 'public' } : {}),
    };
    const action = below(4) === 0 ? 'delete' : 'upsert';
    const found = known.find(
      (each) => each.publisher === publisher && each.brand === brand && each.partNumber === partNumber,
    );
    const next = { name: cells.nameEn, isPublic: 'visibility' in cells };
    if (action === 'delete') {
      if (found === undefined || found.withdrawn) counts.unchanged += 1;
      else {
        Object.assign(found, { withdrawn: true, version: found.version + 1 });
        counts.deleted += 1;
      }
    } else if (found === undefined) {
      known.push({ publisher, brand, partNumber, ...next, version: 1, withdrawn: false });
      counts.created += 1;
    } else if (found.withdrawn) {
      Object.assign(found, { ...next, withdrawn: false, version: found.version + 1 });
      counts.created += 1;
    } else if (found.name === next.name && found.isPublic === next.isPublic) counts.unchanged += 1;
    else {
      Object.assign(found, { ...next, version: found.version + 1 });
      counts.updated += 1;
    }
    return { ...cells, action };
  });
  return { rows, counts };
}

async function answersOf({ reader }: OpenedParts, tenant: string) {
  const parts = await reader.list(tenant, { after: '', limit: 999, ownOnly: false });
  const own = await reader.list(tenant, { after: '', limit: 999, ownOnly: true });
  const hits = await reader.byNumber(tenant, { key: '1', kinds: ['own'], limit: 999 });
  return {
    parts: parts
      .map(({ publisher, brand, partNumber, nameEn, version }) =>
        [publisher, brand, partNumber, nameEn, version].join(),
      )
      .sort(),
    own: own.length,
    hits: hits.map(({ part }) => [part.publisher, part.brand].join()).sort(),
    brands: (await reader.brands(tenant)).map(({ name, partCount }) => [name, partCount].join()).sort(),
  };
}

function expectedOf(known: readonly Known[], tenant: string) {
  const seen = known.filter((each) => !each.withdrawn && (each.isPublic || each.publisher === tenant));
  const counts = Map.groupBy(seen, ({ brand }) => brand);
  return {
    parts: seen
      .map(({ publisher, brand, partNumber, name, version }) =>
        [publisher, brand, partNumber, name, version].join(),
      )
      .sort(),
    own: seen.filter(({ publisher }) => publisher === tenant).length,
    hits: seen
      .filter(({ partNumber }) => partNumber === '1')
      .map(({ publisher, brand }) => [publisher, brand].join())
      .sort(),
    brands: [...counts].map(([brand, of]) => [brand, of.length].join()).sort(),
  };
}

/** Reader and writer together against a list that is kept by hand; each case takes an empty storage. */
export const PART_MODEL_CONTRACT: PartContract = Object.fromEntries(
  [1, 2, 3, 4].map((seed) => [
    `answers as a plain list of parts would, whatever was imported (seed ${seed})`,
    async (open, assert) => {
      await using store = await open(newId('test'));
      const below = chance(seed);
      const known: Known[] = [];
      for (let round = 0; round < 12; round += 1) {
        const publisher = TENANTS[below(2)] ?? 'acme';
        const { rows, counts } = nextBatch(known, publisher, below);
        assert.deepEqual(
          await store.writer.apply(...importOf(publisher).batch(rows)),
          counts,
          `round ${round}`,
        );
        for (const tenant of TENANTS)
          assert.deepEqual(await answersOf(store, tenant), expectedOf(known, tenant), `round ${round}`);
      }
      for (const { publisher, brand, partNumber, withdrawn, version } of known) {
        const [found] = await store.reader.resolve(publisher, [identityOf(partNumber, brand)]);
        assert.equal(found?.own ?? false, !withdrawn);
        if (withdrawn) continue;
        const part = await store.reader.find(
          publisher,
          await idOf(store.reader, publisher, partNumber, brand),
        );
        assert.equal(part?.version, version);
      }
      const events = await store.events();
      assert.equal(
        events.length,
        known.reduce((sum, { version }) => sum + version, 0),
      );
    },
  ]),
);
