import { Schema } from 'mongoose';

export interface BrandNameDocument {
  /** The brand's id. */
  _id: string;
  name: string;
}

export const brandNameSchema = new Schema<BrandNameDocument>(
  { _id: { type: String, required: true }, name: { type: String, required: true } },
  { collection: 'brand_name', versionKey: false, strict: 'throw' },
);
