import { type AttributeLabel, SHORT_NAMES, VALUE_LABELS } from './data/attribute-labels.ts';
import { COMPARED_ATTRIBUTES, type ComparedAttribute, valueKey } from './vehicle-attributes.ts';

const labels = new Map(
  COMPARED_ATTRIBUTES.map((attribute) => [
    attribute,
    new Map(VALUE_LABELS[attribute]?.map((label) => [valueKey(attribute, label[0]), label])),
  ]),
);

/** How a value is shown, in whatever spelling it is given: `2.5 L` / `2.5 升`, `Sedan` / `三厢轿车`. */
export function valueLabel(attribute: ComparedAttribute, value: string): AttributeLabel {
  switch (attribute) {
    case 'displacementL':
      return { en: `${value} L`, zh: `${value} 升` };
    case 'cylinders':
      return { en: value === '1' ? '1 cylinder' : `${value} cylinders`, zh: `${value} 缸` };
    case 'doors':
      return { en: value === '1' ? '1 door' : `${value} doors`, zh: `${value} 门` };
    case 'powerKw':
      return { en: `${value} kW`, zh: `${value} 千瓦` };
    default: {
      const label = labels.get(attribute)?.get(valueKey(attribute, value));
      if (label === undefined) return { en: value, zh: value };
      const [name, zh] = label;
      return { en: SHORT_NAMES[name] ?? name, zh };
    }
  }
}
