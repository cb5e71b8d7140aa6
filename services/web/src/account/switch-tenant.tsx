import { dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { goOnWith, type Session } from '../session/session.ts';
import { AT_ONCE } from '../session/session-turns.ts';
import { Refusal } from '../shown/refusal.tsx';

export function SwitchTenant({ session }: { session: Session }) {
  const { t } = useTranslation();
  const switching = useMutation({
    mutationFn: (tenant: string) =>
      goOnWith(() => dataOf(api.PUT('/v1/session/tenant', { body: { tenant }, ...AT_ONCE }))),
  });
  return (
    <section className="card" aria-labelledby="switch-tenant">
      <h2 id="switch-tenant">{t('tenants.title')}</h2>
      <ul className="entries">
        {session.memberships.map(({ tenant, tenantName, role }) => (
          <li key={tenant} className="entry">
            <strong>{tenantName}</strong>
            <span>{t(`role.${role}`)}</span>
            {tenant === session.tenant ? (
              <span className="muted">{t('tenants.here')}</span>
            ) : (
              <button
                type="button"
                className="button"
                aria-label={t('tenants.goTo', { tenant: tenantName })}
                disabled={switching.isPending}
                onClick={() => switching.mutate(tenant)}
              >
                {t('tenants.go')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {switching.isError && <Refusal error={switching.error} />}
    </section>
  );
}
