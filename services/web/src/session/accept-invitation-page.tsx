import { ApiProblem, dataOf } from '@qipei/api-client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { api } from '../api/api.ts';
import type { TextKey } from '../app/texts.ts';
import { fieldOf } from '../shown/field-of.ts';
import { Refusal } from '../shown/refusal.tsx';
import { Empty, Loading, ProblemNote } from '../shown/states.tsx';
import { EmailField, PasswordField, TextField } from '../shown/text-field.tsx';
import { forgetLinkToken, useLinkToken } from './link-token.ts';
import { NewPassword, newPasswordOf } from './new-password.tsx';
import { signIn, useSession } from './session.ts';

export function AcceptInvitationPage() {
  const { t } = useTranslation();
  const token = useLinkToken('accept-invitation');
  return (
    <main className="page sign-in" id="content">
      {token === undefined ? (
        <Empty title={t('link.missing')}>
          <p>{t('link.again')}</p>
          <Link to="/sign-in" className="button">
            {t('signIn.title')}
          </Link>
        </Empty>
      ) : (
        <Offer key={token} token={token} />
      )}
    </main>
  );
}

function Offer({ token }: { token: string }) {
  const { t } = useTranslation();
  const [accepted, setAccepted] = useState(false);
  const offer = useQuery({
    queryKey: ['invitation-token', token],
    gcTime: 0,
    // It is open no more: asked again, it would only be refused.
    enabled: !accepted,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/invitation-tokens/{token}', { params: { path: { token } }, signal })),
  });
  if (accepted || offer.isPending) return <Loading lines={6} />;
  if (offer.data !== undefined)
    return <AcceptForm token={token} offer={offer.data} onAccepted={() => setAccepted(true)} />;
  if (!(offer.error instanceof ApiProblem) || offer.error.status !== 404)
    return <ProblemNote error={offer.error} retry={() => offer.refetch()} />;
  return (
    <>
      <h1>{t('accept.title')}</h1>
      <Refusal error={offer.error} />
      <Link to="/sign-in" className="button">
        {t('signIn.title')}
      </Link>
    </>
  );
}

function AcceptForm({
  token,
  offer,
  onAccepted,
}: {
  token: string;
  offer: Answers['invitationOffer'];
  onAccepted: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const [fault, setFault] = useState<TextKey>();
  const accepting = useMutation({
    gcTime: 0,
    mutationFn: async ({ name, password }: { name: string; password: string }) => {
      const body = { password, ...(offer.hasAccount ? {} : { name }) };
      await api.POST('/v1/invitation-tokens/{token}', { params: { path: { token } }, body });
      onAccepted();
      // They are a member from here on, whether the sign-in goes well or has to be tried again.
      return signIn(offer.email, password, offer.tenant).then(
        () => true,
        () => false,
      );
    },
    onSuccess: async (isSignedIn) => {
      if (isSignedIn) await navigate({ to: '/', replace: true });
      else await navigate({ to: '/sign-in', search: { note: 'accepted' }, replace: true });
      forgetLinkToken();
    },
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (accepting.isPending) return;
    const form = new FormData(event.currentTarget);
    const given = offer.hasAccount
      ? { password: fieldOf(form, 'password'), fault: undefined }
      : newPasswordOf(form);
    setFault(given.fault);
    if (given.fault === undefined)
      accepting.mutate({ name: fieldOf(form, 'name'), password: given.password });
    else accepting.reset();
  };

  return (
    <form className="card form" onSubmit={submit}>
      <h1>{t('accept.title')}</h1>
      <p className="invited">{t('accept.to', { tenant: offer.tenantName, role: t(`role.${offer.role}`) })}</p>
      {session !== null && session.user.email !== offer.email && (
        <p className="note">{t('accept.other', { email: session.user.email })}</p>
      )}
      <EmailField readOnly value={offer.email} />
      {offer.hasAccount ? (
        <>
          <p>{t('accept.hasAccount')}</p>
          <PasswordField />
        </>
      ) : (
        <>
          <TextField label={t('accept.name')} name="name" autoComplete="name" required maxLength={100} />
          <NewPassword />
        </>
      )}
      {fault !== undefined && (
        <p className="problem" role="alert">
          {t(fault)}
        </p>
      )}
      {accepting.isError && (
        <Refusal error={accepting.error} texts={{ 'sign-in-failed': 'refusal.passwordWrong' }} />
      )}
      <button type="submit" className="button button-primary" disabled={accepting.isPending}>
        {t(accepting.isPending ? 'state.sending' : 'accept.go')}
      </button>
      {offer.hasAccount && (
        <p className="form-more">
          <Link to="/forgot-password">{t('signIn.forgot')}</Link>
        </p>
      )}
    </form>
  );
}
