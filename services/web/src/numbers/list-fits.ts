import { dataOf } from '@qipei/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { useSession } from '../session/session.ts';
import { partsOfLine, type Verdicts } from './list-choices.ts';

/** What the platform answers in one go, to guests less; of longer lists the rest is told on the parts' own pages. */
const MOST_PAIRS = 1_000;
const MOST_GUEST_PAIRS = 100;
const NONE: Verdicts = new Map();

/**
 * Whether the parts of a list fit the vehicle that they are wanted for; nothing without one, and what couldn't be asked. `isPending`:
 * it will be told in a moment, and what is to be taken may differ then. `unasked`: of how many parts it isn't told, as there are too many.
 */
export function useListFits(lines: readonly Answers['numberLine'][], vin: string | undefined) {
  const isGuest = useSession() === null;
  const all = useMemo(() => partsToAsk(lines), [lines]);
  const partIds = useMemo(() => all.slice(0, isGuest ? MOST_GUEST_PAIRS : MOST_PAIRS), [all, isGuest]);
  const checked = useQuery({
    queryKey: ['fit', 'list', vin, partIds],
    enabled: vin !== undefined && partIds.length > 0,
    queryFn: ({ signal }) =>
      dataOf(
        api.POST('/v1/fitments/check', {
          body: { pairs: partIds.map((partId) => ({ partId, vin: vin ?? '' })) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  const verdicts = useMemo((): Verdicts => {
    const answers = checked.isPlaceholderData ? undefined : checked.data?.answers;
    if (answers === undefined) return NONE;
    return new Map(
      partIds.flatMap((partId, at) => {
        const verdict = answers[at]?.verdict;
        return verdict === undefined || verdict === null ? [] : [[partId, verdict] as const];
      }),
    );
  }, [checked.data, checked.isPlaceholderData, partIds]);
  return {
    ...{ verdicts, error: checked.error, retry: checked.refetch },
    isPending: checked.isLoading || checked.isPlaceholderData,
    unasked: vin === undefined ? 0 : all.length - partIds.length,
  };
}

/** Each part once: the first of every line before the others of any. */
function partsToAsk(lines: readonly Answers['numberLine'][]): string[] {
  const parts = lines.map((line) => partsOfLine(line).map(({ partId }) => partId));
  const most = Math.max(0, ...parts.map(({ length }) => length));
  const ids = new Set<string>();
  for (let place = 0; place < most; place += 1)
    for (const ofLine of parts) {
      const partId = ofLine[place];
      if (partId !== undefined) ids.add(partId);
    }
  return [...ids];
}
