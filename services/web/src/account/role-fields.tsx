import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from './members.ts';

/** A role, and for a buyer the customer that it buys for; `postOf` reads them out of their form. */
export function RoleFields({ post }: { post: { role: Role; customerId: string | null } }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(post.role);
  return (
    <>
      <label className="field">
        <span>{t('account.role')}</span>
        <select
          className="input"
          name="role"
          value={chosen}
          onChange={(event) => setChosen(ROLES.find((each) => each === event.target.value) ?? chosen)}
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {t(`role.${each}`)}
            </option>
          ))}
        </select>
      </label>
      {chosen === 'buyer' && (
        <label className="field">
          <span>{t('members.customer')}</span>
          <input
            className="input"
            name="customerId"
            required
            maxLength={63}
            defaultValue={post.customerId ?? ''}
          />
        </label>
      )}
    </>
  );
}
