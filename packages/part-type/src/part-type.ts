/** How a vehicle is driven, as far as it decides which parts it has. Flexible-fuel, gas and ethanol engines count as gasoline. */
export type Drive = 'gasoline' | 'diesel' | 'hybrid' | 'battery-electric';

/** A measure by which parts of a type are told apart. */
export interface PartAttribute {
  /** Kebab-case, the same for every type that has it. */
  name: string;
  nameZh: string;
  nameEn: string;
  /** UCUM or trade unit; empty for a plain number or a word. */
  unit: string;
}

/** The top of the tree: sections hold categories, categories types, and a type the types that are pieces of it. */
export interface PartSection {
  id: string;
  nameZh: string;
  nameEn: string;
}

export interface PartCategory {
  id: string;
  /** Id of its `PartSection`. */
  section: string;
  nameZh: string;
  nameEn: string;
}

export interface PartType {
  /** Kebab-case and durable, such as `oil-filter`. */
  id: string;
  category: string;
  /** Id of the type that this one is a piece of, such as `oil-pan` of an oil pan gasket; empty for none. */
  partOf: string;
  /** Sold over every counter, every day. */
  common: boolean;
  nameZh: string;
  nameEn: string;
  /** What mechanics and counter staff say (俗称). */
  aliasesZh: readonly string[];
  aliasesEn: readonly string[];
  /** Where on a vehicle it sits, where that tells parts apart; empty otherwise. Ids of `positions()`. */
  positions: readonly string[];
  /** Pieces that a typical vehicle has at one position (or in all, where there are no positions). */
  quantity: number;
  attributes: readonly PartAttribute[];
  /** Which vehicles have one at all: spark plugs want gasoline or hybrid, oil filters anything but battery-electric. */
  applies: readonly Drive[];
}

/** Whether a vehicle that is driven so has parts of this type. */
export function appliesTo(type: PartType, drive: Drive): boolean {
  return type.applies.includes(drive);
}
