import { dataOf } from '@qipei/api-client';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import { ConfirmButton } from '../shown/confirm-button.tsx';
import { dateTimeText } from '../shown/date-time.ts';
import { Refusal } from '../shown/refusal.tsx';
import { Empty, Loading, ProblemNote } from '../shown/states.tsx';
import { AccountFrame } from './account-frame.tsx';
import { CreateKey } from './create-key.tsx';

const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }) => (await dataOf(api.GET('/v1/keys', { signal }))).keys,
});

export function KeysPage() {
  return (
    <AccountFrame scope="keys:write">
      {({ scopes }) => (
        <>
          <CreateKey scopes={scopes} />
          <Keys />
        </>
      )}
    </AccountFrame>
  );
}

function Keys() {
  const { t } = useTranslation();
  const keys = useQuery(keysQuery);
  // Those that work first; among them the newest.
  const rows = keys.data
    ?.toReversed()
    .sort((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null));
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{t('keys.title')}</h2>
      {keys.isPending && <Loading lines={4} />}
      {keys.isError && <ProblemNote error={keys.error} retry={() => keys.refetch()} />}
      {rows?.length === 0 && <Empty title={t('keys.none')} />}
      {rows !== undefined && rows.length > 0 && (
        <ul className="entries keys">
          {rows.map((key) => (
            <Entry key={key.keyId} apiKey={key} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Entry({ apiKey }: { apiKey: Answers['apiKey'] }) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const { keyId, name, scopes, customerId, createdAt, revokedAt } = apiKey;
  const revoking = useMutation({
    mutationFn: () => api.DELETE('/v1/keys/{keyId}', { params: { path: { keyId } } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  const when = (instant: string) => dateTimeText(instant, i18n.language);
  return (
    <li className={revokedAt === null ? 'entry' : 'entry revoked'}>
      <div className="entry-main">
        <strong>{name}</strong>
        <code className="number muted">{keyId}</code>
      </div>
      <div className="entry-main">
        <span>
          {scopes
            .map((scope) => t(`scope.${scope}` as 'scope.catalog:read', { defaultValue: scope }))
            .join(' · ')}
        </span>
        {customerId !== null && <span>{t('keys.customerOf', { customer: customerId })}</span>}
        <span className="muted">{t('keys.made', { when: when(createdAt) })}</span>
      </div>
      {revokedAt === null ? (
        <div className="entry-actions">
          <ConfirmButton
            text={t('keys.revoke')}
            label={t('keys.revokeOf', { name })}
            question={t('keys.revokeSure')}
            pending={revoking.isPending}
            onConfirm={() => revoking.mutate()}
          />
        </div>
      ) : (
        <span>{t('keys.revoked', { when: when(revokedAt) })}</span>
      )}
      {revoking.isError && <Refusal error={revoking.error} />}
    </li>
  );
}
