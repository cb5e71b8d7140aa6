import { valueLabel } from './attribute-value-label.ts';
import { type AttributeLabel, VALUE_LABELS } from './data/attribute-labels.ts';
import { makeNameZh } from './data/chinese-makes.ts';
import { makeKey } from './data/make-names.ts';
import { COMPARED_ATTRIBUTES, valueKey } from './vehicle-attributes.ts';

// What is shown of a vehicle, by name alone: without the table, for who has only values.

export { makeNameZh, valueKey };

const OWN_NAMES = new Set(
  Object.values(VALUE_LABELS).flatMap((labels) => labels.map(([name]) => makeKey(name))),
);

/** Abbreviations that are words in either language. */
const IN_BOTH = new Set(['SUV', 'MPV', 'CUV']);

/**
 * What people call a value of an attribute. What isn't vPIC's own word for it (`越野车`, `Estate`) stays in its own language as it was
 * written, which may say more, and is named in the other; what no name is known of stays in both.
 */
export function vehicleValueLabel(attribute: string, value: string): AttributeLabel {
  const known = COMPARED_ATTRIBUTES.find((each) => each === attribute);
  if (known === undefined || IN_BOTH.has(value)) return { en: value, zh: value };
  const label = valueLabel(known, value);
  if (VALUE_LABELS[known] === undefined) return label;
  if (/\p{Script=Han}/u.test(value)) return { ...label, zh: value };
  return OWN_NAMES.has(makeKey(value)) ? label : { ...label, en: value };
}

const LABELLED = ['body', 'fuel', 'drive', 'transmission'] as const;
type Labelled = (typeof LABELLED)[number];

/** What people call the values of a vehicle, as REST shows it: null where there is none. */
export function vehicleLabels(
  vehicle: Readonly<Partial<Record<Labelled, string>>>,
): Record<Labelled, AttributeLabel | null> {
  const labelOf = (name: Labelled, value = '') => (value === '' ? null : vehicleValueLabel(name, value));
  const labels = LABELLED.map((name) => [name, labelOf(name, vehicle[name])]);
  return Object.fromEntries(labels) as Record<Labelled, AttributeLabel | null>;
}
