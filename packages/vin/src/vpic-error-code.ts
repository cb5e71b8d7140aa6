/** A code of NHTSA's for what is wrong with, or to be known of, a VIN. */
export interface VinErrorCode {
  code: number;
  message: string;
  /** Positions of the VIN that it concerns, from 1. */
  positions?: number[];
}

/** Position of a VIN and the characters that occur there. */
export interface PossibleCharacters {
  position: number;
  characters: string;
}

/** What the codes mean (table ErrorCode of vPIC), in words of our own. */
export const ERROR_MESSAGES: Readonly<Record<number, string>> = {
  0: 'The VIN is without a fault, and its check digit is right.',
  1: 'The check digit at position 9 is not the one that the other characters call for.',
  2: 'One position holds a character that does not occur there; one other does, and the suggested VIN has it.',
  3: 'One position holds a character that does not occur there; one of those that do makes the check digit right.',
  4: 'One position holds a character that does not occur there; several others do.',
  5: 'Several positions hold characters that do not occur there.',
  6: 'The VIN is shorter than 17 characters.',
  7: 'No maker has registered the WMI with NHTSA.',
  8: 'No pattern is on file for this VIN.',
  9: 'A glider: a truck without engine or drive train, which is no motor vehicle under 49 USC 30102.',
  10: 'An off-road vehicle: its maker did not certify it for public roads.',
  11: 'Position 10 stands for no model year.',
  12: 'The model year asked for is another than position 10 stands for.',
  14: 'Some characters of the VIN mean nothing that the maker has told.',
  400: 'The VIN has characters that cannot stand where they do.',
};

/** What a code counts in the choice among several passes (column Weight of vPIC's ErrorCode). */
const ERROR_WEIGHTS: Readonly<Record<number, number>> = {
  1: -5,
  2: -100,
  3: -100,
  4: -200,
  5: -300,
  6: -10,
  7: -10_000,
  8: -1000,
  11: -20,
  12: -20,
  14: -30,
  400: -40,
};

export function errorWeight(codes: readonly VinErrorCode[]): number {
  return codes.reduce((sum, { code }) => sum + (ERROR_WEIGHTS[code] ?? 0), 0);
}

export function errorCode(code: number, positions: number[] = []): VinErrorCode {
  const message = ERROR_MESSAGES[code] ?? '';
  return positions.length === 0 ? { code, message } : { code, message, positions };
}
