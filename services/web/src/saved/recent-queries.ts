import { savedList } from './saved-list.ts';

const MAX_QUERIES = 10;

export const recentQueries = savedList<string>(
  'queries',
  (value): value is string => typeof value === 'string',
);

export function rememberQuery(query: string): void {
  const text = query.trim();
  if (text === '') return;
  recentQueries.write([text, ...recentQueries.read().filter((each) => each !== text)].slice(0, MAX_QUERIES));
}
