import { DomainError, type FieldFault, InvalidInput } from '@qipei/kernel';
import type { Picture, PictureText } from './picture.ts';

const MAX_ID = 80;
const MAX_SPOTS = 500;
const MAX_PARTS_OF_SPOT = 20;
/** Of all spots together: as many as who looks at a list may be kept waiting for. */
const MAX_PARTS = 500;
const MAX_VEHICLES = 200;
const MAX_PART_TYPES = 50;
const MAX_FAULTS = 20;
/** Of one publisher. */
export const MAX_DIAGRAMS = 20_000;

/** A place in a drawing. */
export interface DiagramSpot {
  /** What stands there in the drawing. */
  label: string;
  /** Fractions of the picture's width and height, from the upper left corner. */
  x: number;
  y: number;
  width: number;
  height: number;
  partIds: readonly string[];
  /** OE or part number as it is printed, and whose it is; empty where unknown. */
  number: string;
  make: string;
  name: PictureText;
}

export interface DiagramContent {
  title: PictureText;
  vehicleIds: readonly string[];
  partTypeIds: readonly string[];
  spots: readonly DiagramSpot[];
}

export interface Diagram extends DiagramContent {
  publisher: string;
  /** Chosen by the publisher, unique among its own. */
  diagramId: string;
  /** Undefined as long as none was put up. */
  picture: Picture | undefined;
  /** Counts the writes, from 1. */
  version: number;
  updatedAt: Date;
}

export class DiagramChanged extends DomainError {
  constructor(version: number) {
    super({
      kind: 'conflict',
      code: 'diagram-changed',
      message: 'Somebody has changed the drawing since: read it again.',
      details: { version },
    });
  }
}

export class DiagramsTooMany extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'diagrams-too-many',
      message: `A publisher has at most ${MAX_DIAGRAMS} drawings: take some down before.`,
    });
  }
}

/** @throws InvalidInput */
export function requireDiagramId(diagramId: string): string {
  if (diagramId.length <= MAX_ID && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(diagramId)) return diagramId;
  throw new InvalidInput(
    'diagramId',
    'diagram-id-invalid',
    `A drawing's id has letters and digits of ASCII, dots, dashes and underscores, at most ${MAX_ID}.`,
  );
}

/** What is asked for, tidied. @throws DomainError that names up to twenty faults */
export function readDiagram(given: DiagramContent): DiagramContent {
  const faults: FieldFault[] = [];
  const fault = (field: string, code: string, message: string) => faults.push({ field, code, message });
  const atMost = (field: string, { length }: readonly unknown[], max: number) => {
    if (length > max) fault(field, 'too-many', `There are at most ${max}, not ${length}.`);
    return length <= max;
  };
  const text = (field: string, value: string, max: number) => {
    const read = value.trim();
    if (read.length > max) fault(field, 'too-long', `It has at most ${max} characters.`);
    return read;
  };
  const texts = (field: string, { zh, en }: PictureText) => ({
    zh: text(`${field}.zh`, zh, 200),
    en: text(`${field}.en`, en, 200),
  });
  const ids = (field: string, given: readonly string[], max: number) => {
    if (!atMost(field, given, max)) return [];
    const read = [...new Set(given.map((id) => id.trim()))];
    if (read.some((id) => id === '' || id.length > 200))
      fault(field, 'id-invalid', 'An id has 1 to 200 characters.');
    return read;
  };

  const title = texts('title', given.title);
  if (title.zh === '' && title.en === '')
    fault('title', 'required', 'A drawing has a title in one language at least.');
  const vehicleIds = ids('vehicleIds', given.vehicleIds, MAX_VEHICLES);
  const partTypeIds = ids('partTypeIds', given.partTypeIds, MAX_PART_TYPES);
  const spots: DiagramSpot[] = [];
  if (atMost('spots', given.spots, MAX_SPOTS))
    for (const [at, spot] of given.spots.entries()) {
      const field = `spots[${at}]`;
      const { x, y, width, height } = spot;
      const read = {
        ...{ x, y, width, height },
        label: text(`${field}.label`, spot.label, 20),
        partIds: ids(`${field}.partIds`, spot.partIds, MAX_PARTS_OF_SPOT),
        number: text(`${field}.number`, spot.number, 100),
        make: text(`${field}.make`, spot.make, 100),
        name: texts(`${field}.name`, spot.name),
      };
      if (read.label === '') fault(`${field}.label`, 'required', 'A spot has the label of its place.');
      if (!liesWithin(spot))
        fault(
          field,
          'outside',
          'A spot lies within the picture: x, y, width and height are fractions of it.',
        );
      spots.push(read);
      if (faults.length >= MAX_FAULTS) break;
    }
  atMost('spots', partsOf({ spots }), MAX_PARTS);
  const [first] = faults;
  if (first !== undefined)
    throw new DomainError({
      ...{ kind: 'invalid', code: 'diagram-invalid', message: first.message },
      fields: faults.slice(0, MAX_FAULTS),
    });
  return { title, vehicleIds, partTypeIds, spots };
}

/** Sums of fractions may be off by the last digits. */
const ALMOST = 1e-6;

function liesWithin({ x, y, width, height }: DiagramSpot): boolean {
  return (
    [x, y, width, height].every(Number.isFinite) &&
    x >= 0 &&
    y >= 0 &&
    width > 0 &&
    height > 0 &&
    x + width <= 1 + ALMOST &&
    y + height <= 1 + ALMOST
  );
}

export function partsOf({ spots }: Pick<Diagram, 'spots'>): string[] {
  return [...new Set(spots.flatMap(({ partIds }) => partIds))];
}
