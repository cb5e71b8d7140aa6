import type { WrittenPiesVersion } from './pies-feed.ts';
import type { PiesAsset, PiesExtended, PiesItem, PiesPackage } from './pies-item.ts';
import type { PiesLossCode, PiesLosses } from './pies-losses.ts';

/**
 * What versions before 7.0 say in their own way, as later ones say it. The rules for EXPI codes and for texts of assets are
 * those that Winsby's public documentation of its PIES converter gives; where none is public the thing is lost, and said to be.
 */
export function convertItem(
  item: PiesItem,
  { from, to, losses }: { from: string; to: WrittenPiesVersion; losses: PiesLosses },
): PiesItem {
  const lose = (code: PiesLossCode, element: string) => losses.add(code, element, item.partNumber);
  const isOld = from.startsWith('6.');
  const lacksSoldSeparately = from !== to && item.kit.some(({ soldSeparately }) => soldSeparately === '');
  if (lacksSoldSeparately) lose('required-missing', 'Kits/KitComponent/SoldSeparately');
  // The schema of 8.0 wants both of every item.
  if (to === '8.0' && from !== to) {
    if (item.acesApplications === '') lose('required-missing', 'ACESApplications');
    if (item.partTerminologyId === '') lose('required-missing', 'PartTerminologyID');
  }
  if (!isOld) return item;
  return {
    ...item,
    extended: item.extended.flatMap((each) => convertExtended(each, lose)),
    packages: item.packages.map((each) => convertDimensions(each, lose)),
    assets: item.assets.map((each) => convertTexts(each, lose)),
  };
}

type Lose = (code: PiesLossCode, element: string) => void;

/** `REM` (remanufactured) became a condition of the product, `PRC`; that it is none has no code of its own. */
function convertExtended(extended: PiesExtended, lose: Lose): PiesExtended[] {
  if (extended.code !== 'REM') return [extended];
  const path = 'ExtendedInformation/ExtendedProductInformation[REM]';
  if (extended.value.toUpperCase() !== 'Y') {
    lose('not-in-version', path);
    return [];
  }
  lose('converted', path);
  return [{ ...extended, code: 'PRC', value: 'REM' }];
}

/**
 * The dimensions of the package, without saying which: they are the merchandising and the shipping ones where those aren't given. Where
 * both are, and are others, there is no place for it.
 */
function convertDimensions(pack: PiesPackage, lose: Lose): PiesPackage {
  const given = pack.dimensions;
  if (given === undefined || `${given.height}${given.width}${given.length}` === '') return pack;
  const { height, width, length } = given;
  const path = 'Packages/Package/Dimensions';
  lose('converted', path);
  const dimensions = {
    ...given,
    ...{ height: '', width: '', length: '' },
    merchandisingHeight: given.merchandisingHeight || height,
    merchandisingWidth: given.merchandisingWidth || width,
    merchandisingLength: given.merchandisingLength || length,
    shippingHeight: given.shippingHeight || height,
    shippingWidth: given.shippingWidth || width,
    shippingLength: given.shippingLength || length,
  };
  const { merchandisingHeight, merchandisingWidth, merchandisingLength } = dimensions;
  const { shippingHeight, shippingWidth, shippingLength } = dimensions;
  const placed = [
    { name: 'Height', value: height, places: [merchandisingHeight, shippingHeight] },
    { name: 'Width', value: width, places: [merchandisingWidth, shippingWidth] },
    { name: 'Length', value: length, places: [merchandisingLength, shippingLength] },
  ];
  for (const { name, value, places } of placed)
    if (value !== '' && !places.includes(value)) lose('not-in-version', `${path}/${name}`);
  return { ...pack, dimensions };
}

const TEXT_CODES: Readonly<Record<string, string>> = {
  Details: 'DES',
  AdditionalInformation: 'ASC',
  AdditionalInfo: 'ASC',
};
/** Elements that only files of 6.x have: they are kept as they come until they are written in another version. */
export const ELEMENTS_OF_6: ReadonlySet<string> = new Set(Object.keys(TEXT_CODES));

/** Texts about an asset were elements of their own in 6.x. */
function convertTexts(asset: PiesAsset, lose: Lose): PiesAsset {
  const { others } = asset;
  const texts = others?.elements.filter(({ name }) => Object.hasOwn(TEXT_CODES, name)) ?? [];
  if (others === undefined || texts.length === 0) return asset;
  for (const { name, attributes, elements: within } of texts) {
    const path = `DigitalAssets/DigitalFileInformation/${name}`;
    lose('converted', path);
    // A description has no place for more than the text.
    for (const each of attributes) lose('unknown-element', `${path}/@${each.name}`);
    for (const each of within) lose('unknown-element', `${path}/${each.name}`);
  }
  const { maintenance, language } = asset;
  const added = texts.map(({ name, text }) => ({
    ...{ maintenance, language, text, code: TEXT_CODES[name] ?? '' },
    others: undefined,
  }));
  const elements = others.elements.filter((each) => !texts.includes(each));
  const rest = elements.length > 0 || others.attributes.length > 0 ? { ...others, elements } : undefined;
  return { ...asset, descriptions: [...asset.descriptions, ...added], others: rest };
}
