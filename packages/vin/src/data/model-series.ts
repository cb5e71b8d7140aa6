/** Models of one make that are one car to the trade. */
export interface ModelSeries {
  make: string;
  zh: string;
  en: string;
  /** Of the whole word as it is typed, small letters and no blanks. */
  word: RegExp;
  /** Of vPIC's names. */
  models: RegExp;
}

function bmw(digit: number): ModelSeries {
  return {
    ...{ make: 'BMW', zh: `${digit}系`, en: `${digit} Series` },
    // `320Li` is sold in China alone.
    word: new RegExp(`^(?:${digit}系|${digit}系列|${digit}series|${digit}er|${digit}\\d\\d(?:l?i|d|e|le))$`),
    // `328i`, `335xi`, `ActiveHybrid 3`; the M3 has parts of its own.
    models: new RegExp(
      `^(?:${digit}\\d\\d[a-z]*(?:$|[^a-z0-9])|activehybrid ${digit}|${digit}[- ]series)`,
      'i',
    ),
  };
}

function mercedes(letters: string): ModelSeries {
  return {
    ...{ make: 'Mercedes-Benz', zh: `${letters}级`, en: `${letters}-Class` },
    // `C200`, `C200L`, `E260`; the class alone is a name of its own.
    word: new RegExp(`^${letters.toLowerCase()}\\d{2,3}[a-z]?$`),
    models: new RegExp(`^(?:${letters}[- ]class|${letters}\\d{2,3}\\b)`, 'i'),
  };
}

/** BMW and Mercedes name cars by engines, which the trade takes together. */
export const MODEL_SERIES: readonly ModelSeries[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map(bmw),
  ...[
    'A',
    'B',
    'C',
    'E',
    'S',
    'G',
    'R',
    'V',
    'GLA',
    'GLB',
    'GLC',
    'GLE',
    'GLS',
    'GLK',
    'CLA',
    'CLS',
    'SLK',
    'CLK',
  ].map(mercedes),
  { make: 'Mercedes-Benz', zh: 'ML级', en: 'M-Class', word: /^ml\d{3}$/, models: /^ml?[- ]class/i },
  { make: 'Mercedes-Benz', zh: 'GL级', en: 'GL-Class', word: /^gl\d{3}$/, models: /^gl[- ]class/i },
];

/** Codes of chassis as makers write them: make, code, vPIC's model or one of `MODEL_SERIES` (`3系`), first and last model year. */
const CHASSIS = `
BMW E36 3系 1991 1999
BMW E46 3系 1998 2006
BMW E90 3系 2005 2012
BMW E91 3系 2005 2012
BMW E92 3系 2006 2013
BMW E93 3系 2006 2013
BMW F30 3系 2012 2019
BMW F31 3系 2012 2019
BMW F35 3系 2012 2019
BMW G20 3系 2019 2030
BMW G28 3系 2019 2030
BMW F32 4系 2013 2020
BMW F20 1系 2011 2019
BMW E87 1系 2004 2013
BMW F52 1系 2017 2022
BMW F22 2系 2013 2021
BMW E39 5系 1995 2003
BMW E60 5系 2003 2010
BMW F10 5系 2010 2017
BMW F18 5系 2010 2017
BMW G30 5系 2017 2024
BMW G38 5系 2017 2024
BMW E65 7系 2001 2008
BMW E66 7系 2001 2008
BMW F01 7系 2008 2015
BMW F02 7系 2008 2015
BMW G11 7系 2015 2022
BMW G12 7系 2015 2022
BMW E84 X1 2009 2015
BMW F48 X1 2015 2022
BMW F49 X1 2015 2022
BMW E83 X3 2003 2010
BMW F25 X3 2010 2017
BMW G01 X3 2017 2024
BMW G08 X3 2017 2024
BMW E53 X5 1999 2006
BMW E70 X5 2006 2013
BMW F15 X5 2013 2018
BMW G05 X5 2018 2030
Mercedes-Benz W202 C-Class 1993 2000
Mercedes-Benz W203 C-Class 2000 2007
Mercedes-Benz W204 C-Class 2007 2014
Mercedes-Benz W205 C-Class 2014 2021
Mercedes-Benz W206 C-Class 2021 2030
Mercedes-Benz W210 E-Class 1995 2003
Mercedes-Benz W211 E-Class 2002 2009
Mercedes-Benz W212 E-Class 2009 2016
Mercedes-Benz W213 E-Class 2016 2023
Mercedes-Benz W220 S-Class 1998 2005
Mercedes-Benz W221 S-Class 2005 2013
Mercedes-Benz W222 S-Class 2013 2020
Mercedes-Benz W223 S-Class 2020 2030
Mercedes-Benz W163 M-Class 1998 2005
Mercedes-Benz W164 M-Class 2005 2011
Mercedes-Benz W166 M-Class 2011 2015
Mercedes-Benz X204 GLK-Class 2008 2015
Mercedes-Benz X253 GLC-Class 2015 2022
Mercedes-Benz X156 GLA-Class 2013 2019
Mercedes-Benz W176 A-Class 2012 2018
Mercedes-Benz W177 A-Class 2018 2030
Toyota ACV30 Camry 2002 2006
Toyota ACV40 Camry 2006 2011
Toyota XV40 Camry 2006 2011
Toyota XV50 Camry 2011 2017
Toyota XV70 Camry 2017 2024
Toyota E120 Corolla 2001 2008
Toyota E140 Corolla 2006 2013
Toyota E150 Corolla 2006 2013
Toyota E170 Corolla 2013 2019
Toyota E210 Corolla 2018 2030
Honda GE6 Fit 2008 2014
Honda GE8 Fit 2008 2014
Honda GK5 Fit 2014 2020
Honda FB2 Civic 2011 2016
Honda FA1 Civic 2005 2011
Honda FD2 Civic 2005 2011
`;

interface ChassisCode {
  make: string;
  code: string;
  model: string;
  yearFrom: number;
  yearTo: number;
}

export const CHASSIS_CODES: readonly ChassisCode[] = CHASSIS.trim()
  .split('\n')
  .map((line): ChassisCode => {
    const [make = '', code = '', model = '', from = '', to = ''] = line.split(' ');
    return { make, code, model, yearFrom: Number(from), yearTo: Number(to) };
  });
