export { AnswerRefused } from './answer-refused.ts';
export type { Candidate } from './candidates.ts';
export { expectedCheckDigit } from './check-digit.ts';
export { type CleanVin, cleanVin } from './clean-vin.ts';
export { makeNameZh } from './data/chinese-makes.ts';
export { countryOfVin, regionOfVin, type VinCountry } from './data/iso-3780.ts';
export { type KnownMaker, knownMaker, makesOf, type VehicleKind } from './data/known-maker.ts';
export { makeKey } from './data/make-names.ts';
export { modelNameZh, NAMED_MODELS } from './data/model-names.ts';
export { CHASSIS_CODES, MODEL_SERIES, type ModelSeries } from './data/model-series.ts';
export { type DecodeOptions, decodeVin } from './decode-vin.ts';
export { VinTableError, type VinTableFault } from './errors.ts';
export { isVinLike } from './is-vin-like.ts';
export { type MakerModel, makesOfMaker, modelsOfMaker } from './maker-models.ts';
export {
  type Answers,
  type Narrowed,
  narrowVehicles,
  type VehicleSource,
} from './narrow-vehicles.ts';
export type { PartialVin, PossibleModel } from './partial-vin.ts';
export type { Provenance, VinCapabilities } from './provenance.ts';
export { DONT_KNOW, type Question } from './question.ts';
export { loadRulePack, loadRulePackInSlices } from './rule-packs/load-rule-pack.ts';
export {
  MAX_PACK_LENGTH,
  type RulePack,
  RulePackError,
  type RulePackFault,
} from './rule-packs/rule-pack.ts';
export { tableRelease } from './table-release.ts';
export { baseVehicleIdOfModel, parseVehicleId } from './vehicle-id.ts';
export type {
  BaseVehicle,
  Vehicle,
  VehicleMake,
  VehicleModel,
  VehicleTable,
  VehicleType,
} from './vehicle-table.ts';
export type {
  CheckDigit,
  VinAttribute,
  VinDecode,
  VinNote,
  VinNoteCode,
  VinSuggestion,
} from './vin-decode.ts';
export { loadVinTable, type VehicleData, type VinTable } from './vin-table.ts';
export type { PossibleCharacters, VinErrorCode } from './vpic-error-code.ts';
