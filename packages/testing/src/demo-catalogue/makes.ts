/** How often a make is asked for, as against 1 for one that isn't named here. */
const POPULARITY: Readonly<Record<string, number>> = {
  TOYOTA: 14,
  HONDA: 11,
  FORD: 10,
  CHEVROLET: 8,
  VOLKSWAGEN: 11,
  NISSAN: 9,
  HYUNDAI: 7,
  KIA: 6,
  BMW: 7,
  'MERCEDES-BENZ': 7,
  AUDI: 8,
  BUICK: 4,
  MAZDA: 4,
  LEXUS: 4,
  SUBARU: 3,
  MITSUBISHI: 3,
  JEEP: 3,
  DODGE: 3,
  GMC: 3,
  VOLVO: 3,
  CADILLAC: 2,
  INFINITI: 2,
  ACURA: 2,
  CHRYSLER: 2,
  RAM: 2,
  LINCOLN: 2,
  'LAND ROVER': 2,
  JAGUAR: 2,
  PORSCHE: 2,
  SUZUKI: 2,
  TESLA: 2,
  MINI: 2,
};

/** Models that every counter knows, in front of the others of their make. */
const BEST_SELLERS = new Set(
  [
    'Corolla Camry RAV4 Highlander Prado Prius Sienna Yaris Tacoma Civic Accord CR-V Fit Odyssey Pilot HR-V F-150 Focus Escape Fusion Explorer Mustang Ranger',
    'Silverado Malibu Cruze Equinox Golf Jetta Passat Tiguan Touareg Altima Sentra Rogue X-Trail Maxima Murano Elantra Sonata Tucson Accent Sportage Sorento Optima Rio Soul',
    'A3 A4 A6 Q3 Q5 Q7 X1 X3 X5 320i 328i 330i 525i 528i C-Class E-Class S-Class GLC GLK M-Class Mazda3 Mazda6 CX-5 Outback Forester Impreza Lancer Outlander Wrangler',
    'LaCrosse Regal Enclave Encore Excelle RX ES XC60 XC90 S60',
  ]
    .join(' ')
    .toUpperCase()
    .split(' '),
);

/** Makes of one maker: they share parts, and parts share their numbers. */
const MAKERS: readonly (readonly [maker: string, ...makes: string[]])[] = [
  ['toyota', 'TOYOTA', 'LEXUS', 'SCION', 'DAIHATSU'],
  ['honda', 'HONDA', 'ACURA'],
  ['nissan', 'NISSAN', 'INFINITI', 'DATSUN'],
  ['hyundai', 'HYUNDAI', 'KIA', 'GENESIS'],
  ['mazda', 'MAZDA'],
  ['subaru', 'SUBARU'],
  ['mitsubishi', 'MITSUBISHI'],
  ['suzuki', 'SUZUKI'],
  [
    'gm',
    'CHEVROLET',
    'GMC',
    'BUICK',
    'CADILLAC',
    'PONTIAC',
    'SATURN',
    'OLDSMOBILE',
    'HUMMER',
    'GEO',
    'DAEWOO',
  ],
  ['ford', 'FORD', 'LINCOLN', 'MERCURY'],
  ['mopar', 'CHRYSLER', 'DODGE', 'JEEP', 'RAM', 'PLYMOUTH', 'EAGLE'],
  ['vw', 'VOLKSWAGEN', 'AUDI', 'SKODA', 'SEAT', 'CUPRA'],
  ['porsche', 'PORSCHE'],
  ['mercedes', 'MERCEDES-BENZ', 'SMART', 'MAYBACH', 'MERCEDES-AMG'],
  ['bmw', 'BMW', 'MINI', 'ROLLS-ROYCE'],
  ['volvo', 'VOLVO', 'POLESTAR'],
  ['jlr', 'JAGUAR', 'LAND ROVER'],
  ['fiat', 'FIAT', 'ALFA ROMEO', 'ABARTH'],
  ['tesla', 'TESLA'],
];

const makerByMake = new Map(
  MAKERS.flatMap(([maker, ...makes]) => makes.map((make) => [make, maker] as const)),
);

/** The maker whose numbers a make uses; `other` where it is none of those that have a format of their own here. */
export function makerOf(make: string): string {
  return makerByMake.get(make.toUpperCase()) ?? 'other';
}

export function popularityOf(make: string): number {
  return POPULARITY[make.toUpperCase()] ?? 0.3;
}

export function isBestSeller(model: string): boolean {
  const upper = model.toUpperCase();
  return BEST_SELLERS.has(upper) || BEST_SELLERS.has(upper.split(' ')[0] ?? '');
}

/** Makes that never built anything with an engine, for where the vehicle table doesn't know the fuel. */
const ELECTRIC_ONLY = new Set([
  'TESLA',
  'RIVIAN',
  'LUCID',
  'POLESTAR',
  'FISKER',
  'CANOO',
  'LORDSTOWN',
  'VINFAST',
  'NIO',
  'XPENG',
  'KANDI',
  'ZENN',
  'GEM',
  'CODA',
  'FARADAY FUTURE',
  'WHEEGO',
  'THINK',
]);

export function seemsElectric(make: string, model: string): boolean {
  return (
    ELECTRIC_ONLY.has(make.toUpperCase()) ||
    /(?<![A-Za-z])(EV|Electric|E-Tron|e-Golf|i3|i4|iX|EQ[A-Z]?)(?![A-Za-z])/i.test(model)
  );
}

export function seemsHybrid(model: string): boolean {
  return /hybrid|prius|phev|\bvolt\b|insight/i.test(model);
}
