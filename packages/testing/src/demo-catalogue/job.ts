import type { PartType } from '@qipei/part-type';
import type { DemoBrand } from './brands.ts';
import type { Generation } from './generations.ts';

/** A part of one brand; several of them do one job. */
export interface DemoPart {
  /** Running number in the catalogue, from 0. */
  index: number;
  /** Place among the parts of its job. */
  member: number;
  brand: DemoBrand;
  partNumber: string;
  /** The newer part of the same brand that replaces it. */
  replacement: DemoPart | undefined;
}

/** A job that a part does on certain vehicles: what shares OE numbers and vehicles. */
export interface Job {
  index: number;
  type: PartType;
  /** Empty where the type has no positions. */
  position: string;
  parts: readonly DemoPart[];
  /** Set for the jobs that cover every vehicle: they hold for these generations as a whole, on no condition. */
  covered: readonly Generation[] | undefined;
}

/** Streams of chance: each file is generated alone, so what one draws must not move what another draws. */
export const STREAM = {
  identity: 1,
  vehicles: 2,
  description: 3,
  price: 4,
  stock: 5,
  variation: 6,
  members: 7,
  cover: 8,
} as const;
