import {
  CreateGrantRequest,
  type Grant,
  GrantDirection,
  GrantState,
} from '@qipei/contracts/catalog/v1/grant';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { enumName, enumNames, instant, instantOrNull, textOrNull } from './unknown-values.ts';

export const GRANT_DIRECTIONS = ['given', 'received'] as const;
const STATES = ['pending', 'active', 'expired', 'revoked'] as const;
const stateNames = enumNames(GrantState, STATES);

export function grantDirection(name: (typeof GRANT_DIRECTIONS)[number]): GrantDirection {
  return name === 'given' ? GrantDirection.GIVEN : GrantDirection.RECEIVED;
}

const moment = z.iso.datetime({ offset: true });

export const NewGrantJson = z
  .strictObject({
    subscriber: text(63).meta({
      description: 'The tenant that is to see them, by its id. Whether there is one is not told.',
      example: 'acme-garage',
    }),
    allBrands: z.boolean().optional().meta({
      description: 'Everything, brands that come later too. Either this or `brands`.',
    }),
    brands: z
      .array(text(200))
      .min(1)
      .max(500)
      .optional()
      .meta({
        description: 'In any spelling; they need not have parts yet.',
        example: ['Bosch', '曼牌'],
      }),
    note: text(1_000, 0).optional().meta({ description: 'Yours: nobody else sees it.' }),
    validFrom: moment.optional().meta({ description: 'At once unless given.' }),
    validUntil: moment.optional().meta({
      description: 'The first moment at which it doesn’t hold any more; without end unless given.',
    }),
  })
  .meta({ id: 'NewGrant' });

export function readNewGrant(grant: z.infer<typeof NewGrantJson>): CreateGrantRequest {
  const { subscriber, allBrands = false, brands = [], note = '', validFrom, validUntil } = grant;
  return CreateGrantRequest.fromPartial({
    ...{ subscriber, allBrands, brands, note },
    validFrom: validFrom === undefined ? undefined : new Date(validFrom),
    validUntil: validUntil === undefined ? undefined : new Date(validUntil),
  });
}

export const GrantJson = z
  .object({
    grantId: z.string(),
    publisher: z.string().meta({ description: 'The tenant that shares its parts.' }),
    subscriber: z.string().meta({ description: 'The tenant that sees them.' }),
    allBrands: z.boolean(),
    brands: z.array(z.object({ brandId: z.string(), name: z.string() })).meta({
      description: 'Empty where all are meant.',
    }),
    note: z.string().nullable().meta({ description: 'The publisher’s; null for the subscriber.' }),
    state: z
      .enum(STATES)
      .meta({ description: '`pending`: from `validFrom` on. `expired`: past `validUntil`.' }),
    validFrom: instant.nullable(),
    validUntil: instant.nullable(),
    createdAt: instant.nullable(),
    revokedAt: instant.nullable(),
    version: z.int().meta({ description: 'Counts the changes, from 1.' }),
  })
  .meta({ id: 'Grant', description: 'Private parts that one tenant shares with another.' });

export function grantJson(grant: Grant | undefined): z.infer<typeof GrantJson> {
  if (grant === undefined) throw new Error('catalog answered without the grant');
  const { grantId, publisher, subscriber, allBrands, brands, version } = grant;
  return {
    ...{ grantId, publisher, subscriber, allBrands, version },
    brands: brands.map(({ brandId, name }) => ({ brandId, name })),
    note: textOrNull(grant.note),
    state: enumName(stateNames, grant.state),
    validFrom: instantOrNull(grant.validFrom),
    validUntil: instantOrNull(grant.validUntil),
    createdAt: instantOrNull(grant.createdAt),
    revokedAt: instantOrNull(grant.revokedAt),
  };
}
