import { readEnvelope, TOPICS } from '@qipei/contracts';
import { NumberKind, type Part, Visibility } from '@qipei/contracts/catalog/v1/catalog';
import { PartDeleted, PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import { PartFitmentsSaved } from '@qipei/contracts/fitment/v1/fitment_events';
import { OfferChanged } from '@qipei/contracts/inventory/v1/inventory_events';
import type { LogRecord } from '@qipei/event-log';
import { findPosition, partType, position, positionsAround } from '@qipei/part-type';
import type { DocumentPatch } from '@qipei/search-engine';
import { baseVehicleIdOfModel, parseVehicleId } from '@qipei/vin';
import {
  FITMENT_GROUP,
  OFFER_GROUP,
  PART_INDEX,
  type StoredPart,
  someOfModelYear,
} from '../../application/part-index.ts';
import { brandReader } from './brand-reader.ts';

/** The topics that the part index is made from. */
export const PROJECTED_TOPICS = [TOPICS.catalogPart, TOPICS.fitmentPart, TOPICS.inventoryOffer];

/** A private part is read by its publisher, and by those to whom it has granted all of its parts or those of the brand. */
function readersOf({ visibility, publisher, brandId }: Part): string[] {
  return visibility === Visibility.PUBLIC ? ['*'] : [publisher, brandReader(publisher, brandId)];
}

const CODE_FIELD: Record<NumberKind, (typeof PART_INDEX.codes)[number] | undefined> = {
  [NumberKind.UNSPECIFIED]: undefined,
  [NumberKind.OWN]: 'ownNumber',
  [NumberKind.OE]: 'oeNumber',
  [NumberKind.CROSS_REFERENCE]: 'crossNumber',
  [NumberKind.COMPARABLE]: 'comparableNumber',
};

/** What an event changes in the index; nothing for events of other kinds. */
export function patchOf(
  record: LogRecord,
): { patch: DocumentPatch; brand?: { brandId: string; name: string } } | undefined {
  switch (record.type) {
    case 'qipei.catalog.v1.PartSaved': {
      const { part } = PartSaved.decode(readEnvelope(record.value).payload);
      return part === undefined
        ? undefined
        : { patch: partPatch(part), brand: { brandId: part.brandId, name: part.brand } };
    }
    case 'qipei.catalog.v1.PartDeleted': {
      const { partId, version } = PartDeleted.decode(readEnvelope(record.value).payload);
      return { patch: { id: partId, group: PART_INDEX.mainGroup, version, fields: null } };
    }
    case 'qipei.fitment.v1.PartFitmentsSaved':
      return { patch: fitmentPatch(PartFitmentsSaved.decode(readEnvelope(record.value).payload)) };
    case 'qipei.inventory.v1.OfferChanged': {
      const envelope = readEnvelope(record.value);
      return { patch: offerPatch(envelope.tenant, OfferChanged.decode(envelope.payload)) };
    }
    default:
      return undefined;
  }
}

function partPatch(part: Part): DocumentPatch {
  const type = partType(part.partTypeId);
  const codes: Record<string, string[]> = {};
  const numbers: Record<string, string> = {};
  for (const number of part.numbers) {
    const field = CODE_FIELD[number.kind];
    if (field === undefined) continue;
    codes[field] ??= [];
    codes[field].push(number.key);
    numbers[number.key] ??= number.make === '' ? number.display : `${number.make} ${number.display}`;
  }
  const stored: StoredPart = {
    brandId: part.brandId,
    brand: part.brand,
    partNumber: part.partNumber,
    partTypeId: part.partTypeId,
    nameZh: part.nameZh,
    nameEn: part.nameEn,
    numbers,
  };
  return {
    id: part.partId,
    group: PART_INDEX.mainGroup,
    version: part.version,
    fields: {
      text: {
        name:
          type === undefined
            ? [part.nameZh, part.nameEn]
            : [...new Set([part.nameZh, part.nameEn, type.nameZh, type.nameEn])],
        alias: type === undefined ? [] : [...type.aliasesZh, ...type.aliasesEn],
        brand: part.brand,
        attribute: [
          ...part.attributes.map(({ value, unit }) => `${value}${unit}`),
          ...part.positions.flatMap((id) => {
            const named = position(id);
            return named === undefined ? [] : [named.nameZh, named.nameEn];
          }),
        ],
        description: part.description,
      },
      codes,
      keywords: {
        brandId: [part.brandId],
        // Of a part from a file with a foreign type that nobody has said the meaning of there is none.
        partTypeId: part.partTypeId === '' ? [] : [part.partTypeId],
        position: placesOf(part.positions),
      },
      readers: readersOf(part),
      stored: { ...stored },
      sortKey: part.partNumber.toUpperCase(),
    },
  };
}

function fitmentPatch(event: PartFitmentsSaved): DocumentPatch {
  const links = vehicleLinks(event);
  // As the files write them; what isn't known, such as ids of other tables, narrows nothing.
  const named = event.positions.flatMap((text) =>
    text.split(';').flatMap((each) => findPosition(each) ?? []),
  );
  return {
    id: event.partId,
    group: FITMENT_GROUP,
    version: event.version,
    fields:
      links.length === 0 ? null : { links: { vehicle: links }, keywords: { position: placesOf(named) } },
  };
}

/**
 * Vehicles and model years that the part fits; and for questions that name no single vehicle, the models, and the model years of
 * which it fits some vehicles. A tenant's own vehicle doesn't tell its model: it is found by its id alone.
 */
function vehicleLinks({ vehicleIds, modelYears }: PartFitmentsSaved): string[] {
  const links = new Set(vehicleIds);
  for (const { modelId, years } of modelYears) {
    links.add(modelId);
    for (const year of years) links.add(baseVehicleIdOfModel(modelId, year));
  }
  for (const id of vehicleIds) {
    const single = parseVehicleId(id);
    if (single === null) continue;
    const modelId = `md${single.model}`;
    links.add(modelId);
    links.add(someOfModelYear(baseVehicleIdOfModel(modelId, single.year)));
  }
  return [...links];
}

/** With those around them: what is front left is found in front, and on the left. */
function placesOf(positions: readonly string[]): string[] {
  return [...new Set(positions.flatMap(positionsAround))];
}

function offerPatch(tenant: string, event: OfferChanged): DocumentPatch {
  const numbers: Record<string, number> = { stock: event.totalAvailable };
  if (event.bestPrice !== undefined) numbers.price = event.bestPrice.amount;
  return { id: event.partId, group: OFFER_GROUP, version: event.version, tenant, fields: { numbers } };
}
