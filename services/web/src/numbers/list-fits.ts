import { dataOf } from '@qipei/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { partsOfLine, type Verdicts } from './list-choices.ts';

/** What the platform answers in one go; of longer lists the rest is told on the parts' own pages. */
const MOST_PAIRS = 1_000;
const NONE: Verdicts = new Map();

/** Whether the parts of a list fit the vehicle that they are wanted for; nothing without one, and what couldn't be asked. */
export function useListFits(lines: readonly Answers['numberLine'][], vin: string | undefined) {
  const partIds = useMemo(
    () =>
      [...new Set(lines.flatMap((line) => partsOfLine(line).map(({ partId }) => partId)))].slice(
        0,
        MOST_PAIRS,
      ),
    [lines],
  );
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
  return { verdicts, error: checked.error, retry: checked.refetch };
}
