import { mix } from './random.ts';

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const BOTH = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';

/** `value` written with one alphabet a place, the last place first; what doesn't fit is cut off. */
function written(value: number, alphabets: readonly string[]): string {
  let rest = value;
  let text = '';
  for (let at = alphabets.length - 1; at >= 0; at -= 1) {
    const alphabet = alphabets[at] ?? DIGITS;
    text = alphabet[rest % alphabet.length] + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}

function digits(value: number, places: number): string {
  return String(value % 10 ** places).padStart(places, '0');
}

/**
 * A vehicle maker's number in the maker's own grouping. `family` is a number of the part type (the same for all parts
 * of it, as in the makers' own systems), `serial` tells parts apart: other serials below 2^22 give other numbers.
 */
export function oeNumber(maker: string, family: number, serial: number): string {
  const base = mix(family, 11);
  switch (maker) {
    case 'toyota':
      return `${digits(base, 5)}-${written(serial, [BOTH, BOTH, DIGITS, BOTH, BOTH])}`;
    case 'honda':
      return `${digits(base, 5)}-${written(Math.floor(serial / 2300), [LETTERS, BOTH, BOTH])}-${written(serial % 2300, [LETTERS, DIGITS, DIGITS])}`;
    case 'nissan':
    case 'hyundai':
    case 'suzuki':
      return `${digits(base, 5)}-${written(serial, [DIGITS, BOTH, LETTERS, BOTH, BOTH])}`;
    case 'mazda': {
      const group = written(Math.floor(serial / 1000), [LETTERS, BOTH, BOTH, DIGITS]);
      return `${group}-${digits(base, 2)}-${digits(serial, 3)}`;
    }
    case 'subaru':
      return `${digits(base, 5)}${written(serial, [LETTERS, LETTERS, BOTH, BOTH, DIGITS])}`;
    case 'mitsubishi':
      return `M${written(Math.floor(serial / 1_000_000), [LETTERS])}${digits(serial, 6)}`;
    case 'gm':
      return `${1 + (base % 2)}${digits(serial, 7)}`;
    case 'ford': {
      const revision = Math.floor(serial / 174_570);
      const suffix = `${revision < LETTERS.length ? '' : 'A'}${LETTERS[revision % LETTERS.length]}`;
      return `${written(serial, [LETTERS, BOTH, DIGITS, LETTERS])}-${1000 + (base % 18_000)}-${suffix}`;
    }
    case 'mopar':
      return `${68 - (base % 2) * 16}${digits(Math.floor(serial / 23), 6)}A${LETTERS[serial % 23]}`;
    case 'vw': {
      const [platform, rest] = [Math.floor(serial / 23_000), serial % 23_000];
      return `${written(platform, ['1345678', 'KQJNCEGMTLFHPRS', DIGITS])} ${digits(base, 3)} ${digits(rest, 3)} ${LETTERS[Math.floor(rest / 1000)]}`;
    }
    case 'porsche':
      return `9${digits(Math.floor(serial / 100_000), 2)} ${digits(base, 3)} ${digits(Math.floor(serial / 100), 3)} ${digits(serial, 2)}`;
    case 'mercedes': {
      const text = digits(serial, 7);
      return `A ${100 + (base % 180)} ${text.slice(0, 3)} ${text.slice(3, 5)} ${text.slice(5)}`;
    }
    case 'bmw': {
      const text = digits(serial, 7);
      return `${11 + (base % 70)} ${digits(base >>> 8, 2)} ${text[0]} ${text.slice(1, 4)} ${text.slice(4)}`;
    }
    case 'volvo':
      return `3${digits(serial, 7)}`;
    case 'jlr':
      return `LR${digits(serial, 7)}`;
    case 'fiat':
      return `5${digits(serial, 7)}`;
    case 'tesla':
      return `1${digits(serial, 7)}-00-${LETTERS[base % 23]}`;
    default:
      return `${digits(base, 7)}-${written(serial, [LETTERS, BOTH, DIGITS, BOTH, DIGITS, DIGITS])}`;
  }
}
