import { z } from 'zod';

const text = z.string().nullable();

/** A line of a batch's answer, for who reads the documentation: it is passed through as fitment writes it. */
export const VinLineJson = z
  .object({
    line: z.int().meta({ description: 'Number of the request’s line, from 1.' }),
    ref: z.union([z.string(), z.number()]).optional().meta({ description: 'As it was sent.' }),
    vin: z.string().meta({ description: 'As it was cleaned.' }),
    valid: z.boolean().meta({
      description: 'Nothing is wrong with its form; a check digit counts where makers have to give one.',
    }),
    make: text,
    model: text,
    year: z.int().nullable(),
    manufacturer: text,
    vehicleType: text,
    series: text,
    trim: text,
    body: text,
    doors: z.number().nullable(),
    engineModel: text,
    displacementL: text.meta({ description: 'Litres.' }),
    cylinders: z.number().nullable(),
    fuel: text,
    drive: text,
    transmission: text,
    plantCountry: text,
    plantCity: text,
    vehicleId: text.meta({ description: 'Where only one vehicle of the table is what the VIN says.' }),
    candidates: z.int().meta({ description: 'How many vehicles of the table are what the VIN says.' }),
    notes: z.array(z.string()).meta({ description: 'Codes.' }),
    suggestions: z.array(z.string()).meta({ description: 'VINs that this one may be a misreading of.' }),
  })
  .meta({ id: 'VinLine', description: 'A line of the answer to a batch.' });

export const VinLineErrorJson = z
  .object({
    line: z.int(),
    error: z.object({
      code: z.string().meta({
        description:
          '`line-too-long`, `encoding-invalid`, `json-invalid`, `member-repeated`, `unknown-member`, `vin-missing`, `type-invalid`.',
      }),
      message: z.string(),
    }),
  })
  .meta({
    id: 'VinLineError',
    description: 'A line that names no VIN; those after it are answered all the same.',
  });
