import { expect, test } from 'vitest';
import { compareIndex, type IndexDifference, type KnownVersion } from './compare-index.ts';

/** `a1 b2 -c3`: ids of one letter with their versions, a dash before what was deleted. */
function versions(text: string): KnownVersion[] {
  return text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => ({
      partId: each.replace('-', '').slice(0, 1),
      version: Number(each.replace('-', '').slice(1)),
      gone: each.startsWith('-'),
    }));
}

async function* later(all: KnownVersion[]): AsyncGenerator<KnownVersion> {
  yield* all;
}

async function differences(source: string, index: string) {
  const found: IndexDifference[] = [];
  const parts = await compareIndex(later(versions(source)), later(versions(index)), (each) =>
    found.push(each),
  );
  return { parts, found: found.map(({ kind, partId }) => `${kind} ${partId}`) };
}

test.each([
  ['', '', 0, []],
  ['a1 b2', 'a1 b2', 2, []],
  ['a1 b2', '', 2, ['missing a', 'missing b']],
  ['', 'a1 b2', 0, ['extra a', 'extra b']],
  ['a1 b2 c3', 'b2', 3, ['missing a', 'missing c']],
  ['b2', 'a1 b2 c3', 1, ['extra a', 'extra c']],
  ['a2 b1', 'a1 b2', 2, ['stale a', 'stale b']],
  ['a1 -b2', 'a1', 1, []],
  ['a1 -b2', 'a1 -b2', 1, []],
  ['-a2', 'a1', 0, ['extra a']],
  ['a2', '-a1', 1, ['missing a']],
  ['a1 c1 e1', 'a1 b1 d1 e2', 3, ['extra b', 'missing c', 'extra d', 'stale e']],
])('%s against %s', async (source, index, parts, found) => {
  expect(await differences(source, index)).toEqual({ parts, found });
});
