import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLastOwner, postOf, ROLES } from './members.ts';

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe('what a form gives somebody', () => {
  it('is a role, and for a buyer its customer', () => {
    expect(postOf(formOf({ role: 'seller', customerId: 'garage-7' }))).toEqual({ role: 'seller' });
    expect(postOf(formOf({ role: 'buyer', customerId: ' garage-7 ' }))).toEqual({
      role: 'buyer',
      customerId: 'garage-7',
    });
  });

  it('is the least role where it names none', () => {
    for (const role of ['', 'root', 'Owner', '__proto__'])
      expect(postOf(formOf({ role }))).toEqual({ role: 'buyer', customerId: '' });
    expect(postOf(new FormData()).role).toBe('buyer');
  });
});

it('the last owner is an owner beside whom there is none', () => {
  const people = fc.uniqueArray(
    fc.record({ userId: fc.string({ minLength: 1, maxLength: 3 }), role: fc.constantFrom(...ROLES) }),
    { selector: ({ userId }) => userId, maxLength: 6 },
  );
  fc.assert(
    fc.property(people, (members) => {
      const owners = members.filter(({ role }) => role === 'owner');
      const last = members.filter((member) => isLastOwner(member, members));
      expect(last).toEqual(owners.length === 1 ? owners : []);
    }),
  );
});
