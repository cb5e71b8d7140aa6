import type {
  ImportServiceService,
  MappingProfile as ProfileMessage,
} from '@qipei/contracts/imports/v1/imports';
import { headingsFingerprint } from '@qipei/interchange';
import { type Clock, InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { type ImportOffer, requireKind, requireMapping } from './import-start.ts';
import type { MappingProfile, MappingProfiles } from './mapping-profiles.ts';

const MAX_NAME = 100;
const MAX_HEADINGS = 20_000;

export function profileHandlers({
  profiles,
  offer,
  clock,
}: {
  profiles: MappingProfiles;
  offer: ImportOffer;
  clock: Clock;
}): Pick<
  GrpcHandlers<typeof ImportServiceService>,
  'putMappingProfile' | 'getMappingProfile' | 'listMappingProfiles' | 'deleteMappingProfile'
> {
  return {
    async putMappingProfile({ kind, name, mapping, headings }, { tenant }) {
      requireKind(kind, offer.kinds);
      requireName(name);
      if (mapping === '')
        throw new InvalidInput('mapping', 'mapping-invalid', 'A mapping profile has a mapping.');
      requireMapping(mapping, offer.columns?.[kind]);
      if (headings.length > MAX_HEADINGS)
        throw new InvalidInput('headings', 'headings-too-many', `There may be ${MAX_HEADINGS} headings.`);
      const fingerprint = headingsFingerprint(headings);
      const put = await profiles.put(tenant, { kind, name, mapping, fingerprint }, clock.now());
      return { profile: toMessage(put.profile), created: put.created };
    },
    async getMappingProfile({ kind, name }, { tenant }) {
      requireKind(kind, offer.kinds);
      return { profile: toMessage(await profiles.get(tenant, kind, name)) };
    },
    async listMappingProfiles(_, { tenant }) {
      return { profiles: (await profiles.list(tenant)).map(toMessage) };
    },
    async deleteMappingProfile({ kind, name }, { tenant }) {
      requireKind(kind, offer.kinds);
      await profiles.remove(tenant, kind, name);
      return {};
    },
  };
}

function requireName(name: string): void {
  if (name !== '' && name.length <= MAX_NAME && name.trim() === name && !/\p{C}/u.test(name)) return;
  const message = `The name of a profile has 1 to ${MAX_NAME} characters, none of them invisible.`;
  throw new InvalidInput('name', 'profile-name-invalid', message);
}

function toMessage(profile: MappingProfile): ProfileMessage {
  return profile;
}
