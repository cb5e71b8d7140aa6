export { AMBIGUOUS_ALIASES } from './ambiguous-aliases.ts';
export { normaliseWords } from './normalise-words.ts';
export { partAttribute } from './part-attributes.ts';
export {
  appliesTo,
  type Drive,
  type PartAttribute,
  type PartCategory,
  type PartSection,
  type PartType,
} from './part-type.ts';
export {
  categories,
  findPartType,
  findPosition,
  matchPartTypes,
  matchPositions,
  type NameInText,
  nameCollisions,
  namesInText,
  partType,
  partTypes,
  sections,
  separatePositions,
} from './part-types.ts';
export { type Position, position, positions, positionsAround, positionsWithin } from './position.ts';
