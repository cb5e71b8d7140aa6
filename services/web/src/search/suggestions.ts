import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { garage } from '../saved/garage.ts';
import { recentQueries } from '../saved/recent-queries.ts';
import { useSavedList } from '../saved/saved-list.ts';
import { vehicleDetail, vehicleName } from '../shown/vehicle-name.ts';

/** What the box offers to go on with. */
export interface Suggestion {
  key: string;
  kind: 'recent' | 'garage' | Answers['suggestion']['kind'];
  text: string;
  detail: string;
  /** Where choosing it leads: to results, a part, or a step of choosing a vehicle. */
  goes:
    | { search: Record<string, string> }
    | { partId: string }
    | { vehicles: { makeId?: string; modelId?: string; year?: number } };
}

const MAX_OWN = 5;

/** This browser's own queries and vehicles that hold the text: they need no network. */
export function useOwnSuggestions(text: string): Suggestion[] {
  const { i18n } = useTranslation();
  const queries = useSavedList(recentQueries);
  const vehicles = useSavedList(garage);
  const wanted = text.trim().toLowerCase();
  const found: Suggestion[] = [];
  for (const vehicle of vehicles) {
    const name = vehicleName(vehicle, i18n.language);
    const detail = vehicle.vin ?? vehicleDetail(vehicle, i18n.language);
    if (!`${name} ${detail}`.toLowerCase().includes(wanted)) continue;
    const search = { vehicleId: vehicle.vehicleId, ...(vehicle.vin === null ? {} : { vin: vehicle.vin }) };
    found.push({ key: `garage ${vehicle.vehicleId}`, kind: 'garage', text: name, detail, goes: { search } });
  }
  for (const query of queries) {
    if (query.toLowerCase() === wanted || !query.toLowerCase().includes(wanted)) continue;
    found.push({
      key: `recent ${query}`,
      kind: 'recent',
      text: query,
      detail: '',
      goes: { search: { q: query } },
    });
  }
  return found.slice(0, MAX_OWN);
}

/** Typing goes on meanwhile: a letter a tenth of a second is no question each. */
const PAUSE_MS = 80;
const MAX_ASKED = 8;

/** Own suggestions first, then what the platform makes of the text so far. */
export function useSuggestions(text: string, open: boolean, vehicleId: string | undefined): Suggestion[] {
  const { i18n } = useTranslation();
  const own = useOwnSuggestions(text);
  const q = usePaused(text.trim(), PAUSE_MS);
  const asked = useQuery({
    queryKey: ['suggestions', q, vehicleId],
    enabled: open && q !== '',
    retry: false,
    staleTime: 60_000,
    // While one types on, what was offered for the beginning stays; for another text it would be wrong.
    placeholderData: (before: { suggestions: Answers['suggestion'][] } | undefined, asked) =>
      q.startsWith(String(asked?.queryKey[1])) ? before : undefined,
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/suggestions', {
          params: {
            query: {
              q: q.slice(0, 128),
              limit: MAX_ASKED,
              ...(vehicleId === undefined ? {} : { vehicleId }),
            },
          },
          signal,
        }),
      ),
  });
  if (!open) return [];
  if (text.trim() === '') return own;
  const zh = i18n.language.startsWith('zh');
  const given = (asked.data?.suggestions ?? []).flatMap((each) => {
    const goes = goesTo(each, vehicleId);
    return goes === undefined ? [] : [{ ...shownSuggestion(each, zh), goes }];
  });
  return [...own.slice(0, given.length > 0 ? 2 : MAX_OWN), ...given];
}

function shownSuggestion(each: Answers['suggestion'], zh: boolean): Omit<Suggestion, 'goes'> {
  const { detail } = each;
  const name = (zh ? each.text.zh : each.text.en) ?? each.text.en ?? each.text.zh;
  const years =
    detail.year ?? ([detail.yearFrom, detail.yearTo].filter((year) => year !== null).join('–') || null);
  const details = [
    each.alias?.text,
    detail.brand,
    (zh ? detail.name.zh : detail.name.en) ?? detail.name.en ?? detail.name.zh,
    years,
    detail.partCount === null ? null : `(${detail.partCount})`,
  ];
  return {
    key: `${each.kind} ${each.id}`,
    kind: each.kind,
    text: name?.text ?? each.id,
    detail: details.filter((part) => part !== null && part !== undefined && part !== '').join(' · '),
  };
}

function goesTo(
  { kind, id, detail, request }: Answers['suggestion'],
  vehicleId: string | undefined,
): Suggestion['goes'] | undefined {
  const vehicle = vehicleId === undefined ? {} : { vehicleId };
  switch (kind) {
    case 'vin':
      return { search: { q: id } };
    case 'partial-vin':
      return undefined;
    case 'make':
      return { vehicles: { makeId: id } };
    case 'model':
    case 'generation':
      return {
        vehicles: {
          ...(detail.makeId === null ? {} : { makeId: detail.makeId }),
          ...(detail.modelId === null ? {} : { modelId: detail.modelId }),
          ...(detail.year === null ? {} : { year: detail.year }),
        },
      };
    case 'number':
      return detail.partId === null ? { search: { q: id, ...vehicle } } : { partId: detail.partId };
    default:
      return request === null ? undefined : { search: request.query };
  }
}

function usePaused<T>(value: T, ms: number): T {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return paused;
}
