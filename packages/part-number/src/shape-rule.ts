import type { FurtherKey, MakeRule, Misread, RuleFold, SharedPrefix } from './make-rule.ts';

/**
 * One form of a make's numbers. `pattern` is anchored and matches a general key; `display` and `key` are templates with
 * `$1` to `$9` for its groups, and anything else as it stands. A separator beside an empty group is left out.
 */
export interface NumberShape {
  pattern: RegExp;
  display: string;
  /** The whole match unless given. */
  key?: string;
  /** 1 unless given. */
  confidence?: number;
}

/** A further key: a template for the numbers that the pattern matches. */
export interface FurtherShape {
  pattern: RegExp;
  key: string;
  reason: string;
  confidence: number;
}

export interface ShapeRuleSpec {
  name: string;
  reason: string;
  source: string;
  makes: readonly string[];
  shapes: readonly NumberShape[];
  shared?: boolean;
  misread?: readonly Misread[];
  sharedPrefix?: SharedPrefix;
  slashed?: RegExp;
  further?: readonly FurtherShape[];
  /** What is exchanged before the shapes are tried, and how sure a number is in which something was exchanged. */
  exchange?: { from: string; to: string; confidence: number };
}

/** A make's rule out of data: the first shape that fits decides. */
export function shapeRule(spec: ShapeRuleSpec): MakeRule {
  const { name, reason, source, makes, shapes, exchange } = spec;
  const prepared = (general: string): string =>
    exchange === undefined ? general : general.replaceAll(exchange.from, exchange.to);

  function fold(general: string): RuleFold | null {
    const text = prepared(general);
    for (const shape of shapes) {
      const match = shape.pattern.exec(text);
      if (match === null) continue;
      const sure = shape.confidence ?? 1;
      return {
        key: shape.key === undefined ? text : filled(shape.key, match),
        display: filled(shape.display, match),
        confidence: exchange !== undefined && text !== general ? Math.min(sure, exchange.confidence) : sure,
      };
    }
    return null;
  }

  return {
    name,
    reason,
    source,
    makes,
    shared: spec.shared ?? true,
    misread: spec.misread ?? [],
    sharedPrefix: spec.sharedPrefix ?? null,
    slashed: spec.slashed ?? null,
    fold,
    further(general) {
      const own = fold(general);
      if (own === null) return [];
      const text = prepared(general);
      const found = new Map<string, FurtherKey>();
      for (const { pattern, key: template, reason: why, confidence } of spec.further ?? []) {
        const match = pattern.exec(text);
        if (match === null) continue;
        const key = filled(template, match);
        if (key !== own.key && !found.has(key)) found.set(key, { key, reason: why, confidence });
      }
      return [...found.values()].sort((a, b) => b.confidence - a.confidence);
    },
  };
}

const SEPARATOR = /[ .-]/;

function filled(template: string, match: RegExpExecArray): string {
  let text = '';
  for (const piece of template.split(/(\$\d)/)) {
    const group = /^\$(\d)$/.exec(piece);
    if (group === null) {
      if (/^[ .-]$/.test(piece) && (text === '' || SEPARATOR.test(text.at(-1) ?? ''))) continue;
      text += piece;
      continue;
    }
    text += match[Number(group[1])] ?? '';
  }
  return SEPARATOR.test(text.at(-1) ?? '') ? text.slice(0, -1) : text;
}
