import { describe, expect, it } from 'vitest';
import { type AcesFeedOptions, acesFeed, vcdbOfAcesFeeds } from './aces-feed.ts';

const OPTIONS: AcesFeedOptions = { apps: 3000, duplicateEach: 100, overlapEach: 70, commentOverlapEach: 30 };

function made(options: AcesFeedOptions): { file: string; counts: ReturnType<typeof acesFeed>['counts'] } {
  const feed = acesFeed(options);
  return { file: [...feed.pieces()].join(''), counts: feed.counts };
}

/** App by app: its part, and all else but its id. */
function appsOf(file: string) {
  return [...file.matchAll(/<App action="A" id="\d+">([\s\S]*?)<\/App>/g)].map(([, body = '']) => {
    const part = /<Part(?:Number)?>(.*)<\/Part/.exec(body)?.[1] ?? '';
    const rest = body.replace(/<Part(?:Number)?>.*<\/Part(?:Number)?>/, '');
    const comments = /<Note>|<Qual /.test(rest);
    const bare = rest.replace(/\s*<Note>.*<\/Note>|\s*<Qual [\s\S]*<\/Qual>/g, '');
    return { part, rest, comments, bare };
  });
}

describe('a generated ACES feed', () => {
  it('has as many apps and planted faults as it says, and no others', () => {
    const { file, counts } = made(OPTIONS);
    const apps = appsOf(file);
    expect(apps).toHaveLength(3000);
    let [duplicates, overlaps, commentOverlaps] = [0, 0, 0];
    for (const group of Map.groupBy(apps, ({ rest }) => rest).values()) {
      const parts = new Set(group.map(({ part }) => part));
      duplicates += group.length - parts.size;
      overlaps += parts.size - 1;
    }
    for (const group of Map.groupBy(apps, ({ bare }) => bare).values()) {
      const without = group.filter(({ comments }) => !comments);
      commentOverlaps += group.filter(
        ({ comments, part }) => comments && without.some((other) => other.part !== part),
      ).length;
    }
    expect({ duplicates, overlaps, commentOverlaps }).toEqual({
      ...{
        duplicates: counts.duplicates,
        overlaps: counts.overlaps,
        commentOverlaps: counts.commentOverlaps,
      },
    });
    expect(counts.duplicates).toBeGreaterThan(20);
    expect(counts.commentOverlaps).toBeGreaterThan(20);
    expect(counts.parts).toBe(new Set(apps.map(({ part }) => part)).size);
    expect(file).toContain('<RecordCount>3000</RecordCount>');
  });

  it('is the same for the same seed, and another for another', () => {
    expect(made(OPTIONS).file).toBe(made(OPTIONS).file);
    expect(made({ ...OPTIONS, seed: 2 }).file).not.toBe(made(OPTIONS).file);
  });

  it('comes with the tables of its base vehicles', () => {
    expect(Buffer.from(vcdbOfAcesFeeds()).toString('latin1', 0, 2)).toBe('PK');
  });
});
