import type { Row } from '@qipei/interchange';

/**
 * What a row asks for beside what the vehicle table can tell: its qualifiers, and attributes given by the ids of a table
 * (`vcdb.subModel:12`) that nobody has resolved. Only a person can decide them; each keeps its id. Sorted, each once.
 */
export function conditionsOf({ qualifiers, attributes }: Row['values']): string[] {
  const all = [...listOf(qualifiers), ...listOf(attributes)];
  return all.length < 2 ? all : [...new Set(all)].sort();
}

function listOf(cell: unknown): readonly string[] {
  if (Array.isArray(cell)) return cell as string[];
  return typeof cell === 'string' && cell !== '' ? [cell] : [];
}
