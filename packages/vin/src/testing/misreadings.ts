type Random = (below: number) => number;
/** Makes one slip in a VIN; undefined where the VIN has no place for it. */
export type Misreading = (vin: string, random: Random) => string | undefined;

const VIN_CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const PAIRS = ['0O', '0Q', '0D', '1I', '1L', '17', '5S', '8B', '83', 'B3', '2Z', '6G', 'UV', 'MN', 'KX'];

function onePlace(vin: string, random: Random, fits: (index: number) => boolean): number | undefined {
  const places = [...vin].flatMap((_, index) => (fits(index) ? [index] : []));
  return places.length === 0 ? undefined : places[random(places.length)];
}

function spliced(vin: string, index: number, length: number, by: string): string {
  return vin.slice(0, index) + by + vin.slice(index + length);
}

function readAs(meant: string, read: string): Misreading {
  return (vin, random) => {
    const index = onePlace(vin, random, (place) => vin[place] === meant);
    return index === undefined ? undefined : spliced(vin, index, 1, read);
  };
}

function swapped(distance: number): Misreading {
  return (vin, random) => {
    const index = onePlace(
      vin,
      random,
      (place) => place + distance < 17 && vin[place] !== vin[place + distance],
    );
    if (index === undefined) return undefined;
    const between = vin.slice(index + 1, index + distance);
    return spliced(vin, index, distance + 1, `${vin[index + distance]}${between}${vin[index]}`);
  };
}

/** Each look-alike both ways, by `meant>read`; a VIN has no I, O or Q to be misread. */
export const LOOK_ALIKES: Record<string, Misreading> = Object.fromEntries(
  PAIRS.flatMap((pair) => [pair, [...pair].reverse().join('')])
    .filter(([meant = '']) => !'IOQ'.includes(meant))
    .map(([meant = '', read = '']) => [`${meant}>${read}`, readAs(meant, read)]),
);

export const neighboursSwapped: Misreading = swapped(1);
export const nextButOneSwapped: Misreading = swapped(2);

export const anyCharacter: Misreading = (vin, random) => {
  const index = random(17);
  const read = VIN_CHARACTERS[random(33)] as string;
  return read === vin[index] ? undefined : spliced(vin, index, 1, read);
};

export const givenTwice: Misreading = (vin, random) => {
  const index = random(17);
  return spliced(vin, index, 0, vin[index] as string);
};

export const oneOfADoubleLost: Misreading = (vin, random) => {
  const index = onePlace(vin, random, (place) => place < 16 && vin[place] === vin[place + 1]);
  return index === undefined ? undefined : spliced(vin, index, 1, '');
};

export const anyLost: Misreading = (vin, random) => spliced(vin, random(17), 1, '');

export const anyTooMany: Misreading = (vin, random) =>
  spliced(vin, random(18), 0, VIN_CHARACTERS[random(33)] as string);

export const wReadAsTwoVs: Misreading = (vin, random) => {
  const index = onePlace(vin, random, (place) => vin[place] === 'W');
  return index === undefined ? undefined : spliced(vin, index, 1, 'VV');
};
