import { useTranslation } from 'react-i18next';
import type { Session } from '../session/session.ts';
import { AccountFrame } from './account-frame.tsx';
import { ChangePassword } from './change-password.tsx';
import { SwitchTenant } from './switch-tenant.tsx';

export function AccountPage() {
  return (
    <AccountFrame>
      {(session) => (
        <div className="account-cards">
          <WhoAmI session={session} />
          {session.memberships.length > 1 && <SwitchTenant session={session} />}
          <ChangePassword session={session} />
        </div>
      )}
    </AccountFrame>
  );
}

function WhoAmI({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { user, tenantName, role, customerId } = session;
  const facts = [
    [t('account.name'), user.name || '–'],
    [t('signIn.email'), user.email],
    [t('account.tenant'), tenantName],
    [t('account.role'), t(`role.${role}`)],
    ...(customerId === null ? [] : [[t('account.customer'), customerId]]),
  ];
  return (
    <section className="card" aria-labelledby="who-am-i">
      <h2 id="who-am-i">{t('account.self')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
