import { type AttributeLabel, VALUE_LABELS } from './data/attribute-labels.ts';
import { type ComparedAttribute, valueKey } from './vehicle-attributes.ts';

/** How a value is shown: `2.5 L` / `2.5 升`, `Sedan/Saloon` / `三厢轿车`. */
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
      const key = valueKey(attribute, value);
      const label = VALUE_LABELS[attribute]?.find(([name]) => valueKey(attribute, name) === key);
      return { en: value, zh: label?.[1] ?? value };
    }
  }
}
