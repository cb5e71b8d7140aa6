import type { VariantFacts } from '../domain/vehicle-entry.ts';
import type { BuildSpan } from '../domain/vehicle-span.ts';

export type HeldFacts = Pick<
  VariantFacts,
  'displacementL' | 'cylinders' | 'fuel' | 'body' | 'engineCode' | 'drive' | 'transmission'
>;

export type CommonParts = ReturnType<typeof commonParts>;

/**
 * Gives one object for all that are alike. Tens of thousands of vehicles, each read by itself, have a few hundred models, spans and
 * sets of facts; it holds as much as what was asked for differs.
 */
export function commonParts() {
  const texts = new Map<string, string>();
  const spans = new Map<string, BuildSpan>();
  const facts = new Map<string, HeldFacts>();
  return {
    text: <T extends string>(text: T): T => once(texts, text, text) as T,
    spanOf: (span: BuildSpan): BuildSpan => once(spans, `${span.from}|${span.to}`, span),
    factsOf: (of: HeldFacts): HeldFacts => once(facts, JSON.stringify(of), of),
  };
}

function once<T>(known: Map<string, T>, key: string, made: T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, made);
  return made;
}
