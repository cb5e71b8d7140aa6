import { dataOf } from '@qipei/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';

/** As many as one question may name. */
const AT_ONCE = 500;

/** What there is of each part, and for how much; of parts that aren't there any more nothing. */
export function useAvailabilities(partIds: readonly string[]) {
  const asked = useQuery({
    queryKey: ['availability', 'of', partIds],
    enabled: partIds.length > 0,
    staleTime: 5_000,
    // A line more or less: the others are what they were.
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const parts = Array.from({ length: Math.ceil(partIds.length / AT_ONCE) }, (_, at) =>
        partIds.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
      );
      const answers = await Promise.all(
        parts.map((some) => dataOf(api.POST('/v1/availability', { body: { partIds: some }, signal }))),
      );
      return answers.flatMap(({ availabilities }) => availabilities);
    },
  });
  const availability = new Map<string, Answers['availability']>(
    asked.data?.map((each) => [each.partId, each]),
  );
  const isOfFewer = asked.isPlaceholderData && partIds.some((partId) => !availability.has(partId));
  return {
    availability,
    /** Until then not all is known, and no sum is one. */
    isPending: asked.isPending || isOfFewer,
    /** Why nothing, or nothing newer, is known. */
    error: asked.error,
    askAgain: () => void asked.refetch(),
  };
}
