import type { PartialVin } from './partial-vin.ts';
import type { PossibleCharacters, VinErrorCode } from './vpic-error-code.ts';

/** A value with the pattern or rule that it comes from. */
export interface VinAttribute {
  value: string;
  /** `pattern 1GN/****X0 schema 12345 "…"`, `wmi 1GN`, `rule: …`. */
  source: string;
}

/** Stable codes of what a decode has to say beside its values. */
export type VinNoteCode =
  | 'input-cut'
  | 'several-vins'
  | 'text-around'
  | 'look-alike-letters'
  | 'empty'
  | 'too-short'
  | 'too-long'
  | 'forbidden-character'
  | 'partial-vin'
  | 'check-digit-wrong'
  | 'check-digit-not-used'
  | 'unknown-wmi'
  | 'no-pattern'
  | 'maker-only'
  | 'make-ambiguous'
  | 'rule-pack-contradicts'
  | 'model-unknown'
  | 'year-ambiguous'
  | 'year-not-determinable';

export interface VinNote {
  code: VinNoteCode;
  message: string;
}

/** A VIN that the one given may be a misreading of. Never applied by itself. */
export interface VinSuggestion {
  vin: string;
  reason: string;
  /** Positions changed in the VIN given, from 1; where one is missing, the place where it belongs. */
  positions: number[];
  /** 0 to 1: how likely it is that this VIN was meant. */
  confidence: number;
}

export interface CheckDigit {
  /** What stands at position 9; empty where there is none. */
  given: string;
  /** What the other sixteen characters call for; empty where one of them has no value. */
  expected: string;
  valid: boolean;
}

/** What a VIN tells. What it doesn't is absent, and a note says why. */
export interface VinDecode {
  /** Cleaned: upper case, without what scanners and keyboards add. */
  vin: string;
  wmi: string;
  checkDigit: CheckDigit;
  /** By vPIC's element names in camelCase, such as `engineNumberOfCylinders`. */
  attributes: Record<string, VinAttribute>;
  notes: VinNote[];
  suggestions: VinSuggestion[];
  /** Positions in doubt, from 1: what no VIN can have there, and what good suggestions change. */
  doubtful: number[];
  /**
   * NHTSA's error codes, lowest first; 0, 2 to 5 and 14 only where the table can tell (`Provenance.capabilities`). NHTSA
   * expects a check digit of every VIN: beside code 1 the notes say whether one has to be there.
   */
  errorCodes: VinErrorCode[];
  /** NHTSA's correction (codes 2 and 3), or the VIN with `!` at the positions at fault. */
  suggestedVin?: string;
  /** What could stand at the positions of codes 2 to 5. */
  possibleValues?: PossibleCharacters[];
  /** Of a VIN that lacks characters: what remains open. */
  partial?: PartialVin;
  /** Where the input holds more than one VIN: all of them, at most 20; nothing is decoded then. */
  severalVins?: string[];
  /** `md` and vPIC's id. */
  modelId?: string;
  /** `mk` and vPIC's id. */
  makeId?: string;
  year?: number;
}
