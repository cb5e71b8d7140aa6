import type { WrittenPiesVersion } from './pies-feed.ts';
import type { PiesAsset, PiesExtended, PiesItem, PiesPackage } from './pies-item.ts';
import type { PiesLosses } from './pies-losses.ts';

/**
 * What versions before 7.0 say in their own way, as later ones say it. The rules for EXPI codes and for texts of assets are
 * those that Winsby's public documentation of its PIES converter gives; where none is public the thing is lost, and said to be.
 */
export function convertItem(
  item: PiesItem,
  { from, to, losses }: { from: string; to: WrittenPiesVersion; losses: PiesLosses },
): PiesItem {
  const lose = (code: 'converted' | 'not-in-version' | 'required-missing', element: string) =>
    losses.add(code, element, item.partNumber);
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

type Lose = (code: 'converted' | 'not-in-version', element: string) => void;

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

/** The dimensions of the package, without saying which: they are the merchandising and the shipping ones where those aren't given. */
function convertDimensions(pack: PiesPackage, lose: Lose): PiesPackage {
  const given = pack.dimensions;
  if (given === undefined || `${given.height}${given.width}${given.length}` === '') return pack;
  const { height, width, length } = given;
  lose('converted', 'Packages/Package/Dimensions');
  return {
    ...pack,
    dimensions: {
      ...given,
      ...{ height: '', width: '', length: '' },
      merchandisingHeight: given.merchandisingHeight || height,
      merchandisingWidth: given.merchandisingWidth || width,
      merchandisingLength: given.merchandisingLength || length,
      shippingHeight: given.shippingHeight || height,
      shippingWidth: given.shippingWidth || width,
      shippingLength: given.shippingLength || length,
    },
  };
}

const TEXT_CODES: Readonly<Record<string, string>> = { Details: 'DES', AdditionalInfo: 'ASC' };

/** Texts about an asset were elements of their own before 6.7. */
function convertTexts(asset: PiesAsset, lose: Lose): PiesAsset {
  const { others } = asset;
  const texts = others?.elements.filter(({ name }) => Object.hasOwn(TEXT_CODES, name)) ?? [];
  if (others === undefined || texts.length === 0) return asset;
  for (const { name } of texts) lose('converted', `DigitalAssets/DigitalFileInformation/${name}`);
  const { maintenance, language } = asset;
  const added = texts.map(({ name, text }) => ({
    ...{ maintenance, language, text, code: TEXT_CODES[name] ?? '' },
    others: undefined,
  }));
  const elements = others.elements.filter((each) => !texts.includes(each));
  const rest = elements.length > 0 || others.attributes.length > 0 ? { ...others, elements } : undefined;
  return { ...asset, descriptions: [...asset.descriptions, ...added], others: rest };
}
