import { Schema } from 'mongoose';

export interface WriterLeaseDocument {
  /** Name of the index. */
  _id: string;
  holder: string;
  until: Date;
}

export const writerLeaseSchema = new Schema<WriterLeaseDocument>(
  {
    _id: { type: String, required: true },
    holder: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { collection: 'writer_lease', versionKey: false, strict: 'throw' },
);
