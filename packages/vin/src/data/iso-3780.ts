/** The alphabet of a WMI's second character, in ISO 3780's order. */
const ORDER = 'ABCDEFGHJKLMNPRSTUVWXYZ1234567890';

/**
 * Blocks of second characters by first character, as ISO 3780:2009 gives them to countries (SAE International assigns
 * them; https://www.iso.org/standard/45844.html, listed at https://en.wikipedia.org/wiki/Vehicle_identification_number).
 * `country` is ISO 3166-1, the name vPIC's where it has one.
 */
const BLOCKS = `
A A-H ZA SOUTH AFRICA|A J-K CI IVORY COAST|A L-M LS LESOTHO|A N-P BW BOTSWANA|A R-S NA NAMIBIA|A T-U MG MADAGASCAR
A V-W MU MAURITIUS|A X-Y TN TUNISIA|A Z-1 CY CYPRUS|A 2-3 ZW ZIMBABWE|A 4-5 MZ MOZAMBIQUE
B A-B AO ANGOLA|B C-C ET ETHIOPIA|B F-G KE KENYA|B H-H RW RWANDA|B L-L NG NIGERIA|B R-R DZ ALGERIA|B T-T SZ ESWATINI
B U-U UG UGANDA|B 3-4 LY LIBYA|C A-B EG EGYPT|C F-G MA MOROCCO|C L-M ZM ZAMBIA|D A-E EG EGYPT
E A-0 RU RUSSIA|H A-0 CN CHINA|J A-0 JP JAPAN
K F-H IL ISRAEL|K L-R KR SOUTH KOREA|K S-T JO JORDAN|K 1-3 KR SOUTH KOREA|K 5-5 KG KYRGYZSTAN|L A-0 CN CHINA
M A-E IN INDIA|M F-K ID INDONESIA|M L-R TH THAILAND|M S-S MM MYANMAR|M U-U MN MONGOLIA|M X-X KZ KAZAKHSTAN
M Y-0 IN INDIA
N A-E IR IRAN|N F-G PK PAKISTAN|N J-J IQ IRAQ|N L-R TR TURKEY|N S-T UZ UZBEKISTAN|N V-V AZ AZERBAIJAN
N X-X TJ TAJIKISTAN|N Y-Y AM ARMENIA|N 1-5 IR IRAN|N 7-8 TR TURKEY
P A-C PH PHILIPPINES|P E-E PH PHILIPPINES|P F-G SG SINGAPORE|P L-R MY MALAYSIA|P S-T BD BANGLADESH|P 5-0 IN INDIA
R A-B AE UNITED ARAB EMIRATES|R F-K TW TAIWAN|R L-M VN VIETNAM|R N-N VN VIETNAM|R P-P LA LAOS|R S-T SA SAUDI ARABIA
R U-W RU RUSSIA|R 1-7 HK HONG KONG
S A-M GB UNITED KINGDOM (UK)|S N-T DE GERMANY|S U-Z PL POLAND|S 1-2 LV LATVIA|S 3-3 GE GEORGIA|S 4-4 IS ICELAND
T A-H CH SWITZERLAND|T J-P CZ CZECH REPUBLIC|T R-V HU HUNGARY|T W-2 PT PORTUGAL|T 3-5 RS SERBIA|T 6-6 AD ANDORRA
T 7-8 NL NETHERLANDS
U A-C ES SPAIN|U H-M DK DENMARK|U N-R IE IRELAND|U U-X RO ROMANIA|U 1-2 MK NORTH MACEDONIA|U 5-7 SK SLOVAKIA
U 8-0 BA BOSNIA AND HERZEGOVINA
V A-E AT AUSTRIA|V F-R FR FRANCE|V S-W ES SPAIN|V X-2 FR FRANCE|V 3-5 HR CROATIA|V 6-8 EE ESTONIA|W A-0 DE GERMANY
X A-C BG BULGARIA|X D-E RU RUSSIA|X F-H GR GREECE|X J-K RU RUSSIA|X L-R NL NETHERLANDS|X S-W RU RUSSIA
X X-Y LU LUXEMBOURG|X Z-0 RU RUSSIA
Y A-E BE BELGIUM|Y F-K FI FINLAND|Y N-N MT MALTA|Y S-W SE SWEDEN|Y X-2 NO NORWAY|Y 3-5 BY BELARUS|Y 6-8 UA UKRAINE
Z A-U IT ITALY|Z X-Z SI SLOVENIA|Z 1-1 SM SAN MARINO|Z 3-5 LT LITHUANIA|Z 6-0 RU RUSSIA
1 A-0 US UNITED STATES (USA)|2 A-5 CA CANADA|3 A-X MX MEXICO|3 4-4 NI NICARAGUA|3 5-5 DO DOMINICAN REPUBLIC
3 6-6 HN HONDURAS|3 7-7 PA PANAMA|3 8-9 PR PUERTO RICO|4 A-0 US UNITED STATES (USA)|5 A-0 US UNITED STATES (USA)
6 A-X AU AUSTRALIA|6 Y-1 NZ NEW ZEALAND|7 A-0 US UNITED STATES (USA)
8 A-E AR ARGENTINA|8 F-G CL CHILE|8 L-N EC ECUADOR|8 S-T PE PERU|8 X-Z VE VENEZUELA|8 2-2 BO BOLIVIA|8 4-4 CR COSTA RICA
9 A-E BR BRAZIL|9 F-G CO COLOMBIA|9 S-V UY URUGUAY|9 1-0 BR BRAZIL
`;

export type Region = 'Africa' | 'Asia' | 'Europe' | 'North America' | 'Oceania' | 'South America';

const REGIONS: readonly [first: string, region: Region][] = [
  ['ABCD', 'Africa'],
  ['EX', 'Europe'],
  ['HJKLMNPR', 'Asia'],
  ['STUVWYZ', 'Europe'],
  ['123457', 'North America'],
  ['6', 'Oceania'],
  ['89', 'South America'],
];

export interface VinCountry {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** In vPIC's spelling, such as `UNITED STATES (USA)`. */
  name: string;
}

let blocks: Map<string, VinCountry> | undefined;

function readBlocks(): Map<string, VinCountry> {
  const read = new Map<string, VinCountry>();
  for (const block of BLOCKS.trim().split(/[|\n]/)) {
    const [, first = '', from = '', to = '', country = '', name = ''] =
      /^(.) (.)-(.) (..) (.+)$/.exec(block) ?? [];
    for (let second = ORDER.indexOf(from); second <= ORDER.indexOf(to); second += 1) {
      read.set(first + ORDER[second], { country, name });
    }
  }
  return read;
}

/** The country to which ISO 3780 gives the first two characters; undefined where it gives them to none. */
export function countryOfVin(vin: string): VinCountry | undefined {
  blocks ??= readBlocks();
  return blocks.get(vin.slice(0, 2));
}

/** The part of the world of the first character; undefined for a character that no VIN begins with. */
export function regionOfVin(vin: string): Region | undefined {
  const [first] = vin;
  return first === undefined ? undefined : REGIONS.find(([firsts]) => firsts.includes(first))?.[1];
}
