import {
  type BuyOption as BuyOptionMessage,
  GraphFaultCode as FaultCodeMessage,
  type GetInterchangeResponse,
  type GraphFault as GraphFaultMessage,
  type ReadNumbersResponse_Line,
  InterchangeRelation as RelationMessage,
} from '@qipei/contracts/catalog/v1/catalog';
import { InvalidInput } from '@qipei/kernel';
import { MAKE_RULES } from '@qipei/part-number';
import { type Interchange, type NumberToBuy, numberOf } from '../../application/get-interchange.ts';
import type { InterchangeRelation } from '../../application/interchange-edge.ts';
import type { ReadLine, ReadNumber } from '../../application/read-numbers.ts';
import type { GraphFault, GraphFaultCode } from '../../domain/graph-fault.ts';
import { guessOf } from '../../domain/guessed-number.ts';
import type { Part, PartNumber } from '../../domain/part.ts';
import { toNumberMessage, toPartMessage } from '../protobuf/part-message.ts';

const RELATIONS = {
  'same-oe': RelationMessage.SAME_OE,
  'cross-reference': RelationMessage.CROSS_REFERENCE,
  comparable: RelationMessage.COMPARABLE,
  'superseded-by': RelationMessage.SUPERSEDED_BY,
  supersedes: RelationMessage.SUPERSEDES,
  accessory: RelationMessage.ACCESSORY,
  'accessory-of': RelationMessage.ACCESSORY_OF,
  component: RelationMessage.COMPONENT,
  'part-of': RelationMessage.PART_OF,
} as const satisfies Record<InterchangeRelation, RelationMessage>;

const FAULT_CODES = {
  'supersession-loop': FaultCodeMessage.SUPERSESSION_LOOP,
  'replaced-yet-current': FaultCodeMessage.REPLACED_YET_CURRENT,
  'successors-disagree': FaultCodeMessage.SUCCESSORS_DISAGREE,
  'successor-of-other-type': FaultCodeMessage.SUCCESSOR_OF_OTHER_TYPE,
  'refers-to-itself': FaultCodeMessage.REFERS_TO_ITSELF,
  'kit-contains-itself': FaultCodeMessage.KIT_CONTAINS_ITSELF,
  'sides-disagree': FaultCodeMessage.SIDES_DISAGREE,
  'walk-cut': FaultCodeMessage.WALK_CUT,
} as const satisfies Record<GraphFaultCode, FaultCodeMessage>;

/** @throws InvalidInput */
export function fromRelationMessages(relations: readonly RelationMessage[]): InterchangeRelation[] {
  const names = Object.keys(RELATIONS) as InterchangeRelation[];
  return relations.map((relation) => {
    const name = names.find((each) => RELATIONS[each] === relation);
    if (name === undefined)
      throw new InvalidInput('relations', 'not-allowed', `There is no relation ${relation}.`);
    return name;
  });
}

export function toInterchangeMessage(
  interchange: Interchange,
  shown: (part: Part) => Part,
): GetInterchangeResponse {
  return {
    numbers: interchange.numbers.map(toProof),
    edges: interchange.edges.map((edge) => ({
      relation: RELATIONS[edge.relation],
      part: edge.part === undefined ? undefined : toPartMessage(shown(edge.part)),
      via: toProof(edge.via),
      distance: edge.distance,
      effectiveDate: edge.validFrom,
      validUntil: edge.validUntil,
      source: edge.declaredBy.source,
      inForce: edge.inForce,
      declaredByPartId: edge.declaredBy.partId,
      declaredByPublisher: edge.declaredBy.publisher,
      declaredByOther: edge.byOther,
      fromPartId: edge.from.part?.partId ?? '',
      fromNumber: toProof(numberOf(edge.from)),
      quantity: edge.quantity,
      together: edge.together,
      alternative: edge.alternative,
      followed: edge.followed,
    })),
    currentPartIds: interchange.currentPartIds,
    loopPartIds: interchange.loopPartIds,
    buy: interchange.buy.map(toBuyMessage),
    faults: interchange.faults.map(toFaultMessage),
    truncated: interchange.truncated,
    asOf: interchange.day,
  };
}

function toBuyMessage(items: readonly NumberToBuy[]): BuyOptionMessage {
  return {
    items: items.map(({ node, quantity, path }) => ({
      partId: node.part?.partId ?? '',
      number: toProof(numberOf(node)),
      quantity,
      path: path.map(toProof),
    })),
  };
}

export function toFaultMessage(fault: GraphFault): GraphFaultMessage {
  return { ...fault, code: FAULT_CODES[fault.code] };
}

export function toLineMessage({ numbers, error }: ReadLine): ReadNumbersResponse_Line {
  return { numbers: numbers.map(toReadNumberMessage), error };
}

function toReadNumberMessage({ field, keys, proposals, parts, truncated, replacedBy }: ReadNumber) {
  return {
    ...field,
    display: keys.display,
    note: keys.note,
    keys: keys.keys.map(({ kind, ...key }) => ({ ...key, stored: kind === 'stored' })),
    proposals,
    parts: parts.map(({ part, via, replacedBy: newer }) => ({
      partId: part.partId,
      publisher: part.publisher,
      brand: part.brand,
      partNumber: part.partNumber,
      partTypeId: part.partTypeId,
      nameZh: part.nameZh,
      nameEn: part.nameEn,
      via: toProof(via),
      key: via.key,
      replacedBy: newer.map(toBuyMessage),
    })),
    truncated,
    replacedBy: replacedBy.map(toBuyMessage),
  };
}

const REASONS = new Map(MAKE_RULES.map(({ name, reason }) => [name, reason]));

/** A number as an answer's proof: its rule says why, which a stored part needn't repeat for each number. */
export function toProof(number: PartNumber): ReturnType<typeof toNumberMessage> {
  const guess = guessOf(number);
  const reasons = [REASONS.get(guess?.rule ?? number.rule), guess?.piece?.reason];
  const reason = reasons.filter((each) => each !== undefined).join(' ');
  const message = toNumberMessage(number);
  return reason === '' ? message : { ...message, rule: `${number.rule}: ${reason}` };
}
