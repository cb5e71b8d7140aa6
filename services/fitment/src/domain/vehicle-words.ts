/**
 * Words of files for what vPIC's lists of fuels and bodies have in English, so that a fitment for gasoline cars finds
 * them. What isn't here stays as it is written.
 */
const FUELS: Readonly<Record<string, string>> = {
  汽油: 'Gasoline',
  汽油机: 'Gasoline',
  petrol: 'Gasoline',
  gasoline: 'Gasoline',
  柴油: 'Diesel',
  diesel: 'Diesel',
  电: 'Electric',
  电动: 'Electric',
  纯电动: 'Electric',
  纯电: 'Electric',
  electric: 'Electric',
  天然气: 'Compressed Natural Gas (CNG)',
  cng: 'Compressed Natural Gas (CNG)',
  液化石油气: 'Liquefied Petroleum Gas (propane or LPG)',
  lpg: 'Liquefied Petroleum Gas (propane or LPG)',
};

const BODIES: Readonly<Record<string, string>> = {
  三厢: 'Sedan/Saloon',
  三厢车: 'Sedan/Saloon',
  轿车: 'Sedan/Saloon',
  sedan: 'Sedan/Saloon',
  saloon: 'Sedan/Saloon',
  两厢: 'Hatchback/Liftback/Notchback',
  两厢车: 'Hatchback/Liftback/Notchback',
  掀背车: 'Hatchback/Liftback/Notchback',
  hatchback: 'Hatchback/Liftback/Notchback',
  旅行车: 'Wagon',
  wagon: 'Wagon',
  estate: 'Wagon',
  跑车: 'Coupe',
  coupe: 'Coupe',
  敞篷车: 'Convertible/Cabriolet',
  convertible: 'Convertible/Cabriolet',
  皮卡: 'Pickup',
  pickup: 'Pickup',
  suv: 'Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)',
};

export function fuelWord(text: string): string {
  return wordOf(FUELS, text);
}

export function bodyWord(text: string): string {
  return wordOf(BODIES, text);
}

function wordOf(words: Readonly<Record<string, string>>, text: string): string {
  const key = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return Object.hasOwn(words, key) ? (words[key] ?? text) : text;
}
