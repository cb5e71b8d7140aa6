import { randomBytes } from 'node:crypto';
import { type AccessStores, addUser, openOperator } from '@qipei/access';

export interface DemoUser {
  email: string;
  password: string;
}

/** Somebody for every role at the demo's distributor, and the owner of another tenant. */
const USERS = {
  owner: { tenant: 'demo', role: 'owner', email: 'owner@demo.example', name: '店主 Owner' },
  catalogueManager: {
    tenant: 'demo',
    role: 'catalogue-manager',
    email: 'catalogue@demo.example',
    name: '目录 Catalogue',
  },
  seller: { tenant: 'demo', role: 'seller', email: 'seller@demo.example', name: '销售 Seller' },
  buyer: {
    tenant: 'demo',
    role: 'buyer',
    email: 'buyer@demo.example',
    name: '修理厂 Garage',
    customerId: 'demo-garage',
  },
  otherOwner: { tenant: 'other', role: 'owner', email: 'owner@other.example', name: 'Other owner' },
} as const;

export type DemoUsers = Record<keyof typeof USERS, DemoUser>;

/** Makes them, with new random passwords where they aren't there yet; what is known of those that are is `known`. */
export async function makeDemoUsers(access: AccessStores): Promise<DemoUsers> {
  const parts = openOperator(access);
  const make = async (user: (typeof USERS)[keyof typeof USERS]): Promise<DemoUser> => {
    const password = randomBytes(12).toString('base64url');
    const made = await addUser({ ...user, password }, parts);
    return { email: user.email, password: made.password ?? '' };
  };
  const [owner, catalogueManager, seller, buyer, otherOwner] = await Promise.all([
    make(USERS.owner),
    make(USERS.catalogueManager),
    make(USERS.seller),
    make(USERS.buyer),
    make(USERS.otherOwner),
  ]);
  return { owner, catalogueManager, seller, buyer, otherOwner };
}
