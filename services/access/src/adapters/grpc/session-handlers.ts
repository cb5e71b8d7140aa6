import {
  ChangePasswordResponse,
  RequestPasswordResetResponse,
  ResetPasswordResponse,
  type Session,
  type SessionServiceService,
  SignInResponse,
  SignOutResponse,
  SwitchTenantResponse,
  VerifySessionResponse,
} from '@qipei/contracts/access/v1/session';
import type { GrpcHandlers } from '@qipei/service-kit';
import { changePassword, resetPassword } from '../../application/change-password.ts';
import { requestPasswordReset } from '../../application/request-password-reset.ts';
import type { SessionView } from '../../application/session-view.ts';
import { signIn } from '../../application/sign-in.ts';
import type { SignInParts } from '../../application/sign-in-stores.ts';
import { switchTenant } from '../../application/switch-tenant.ts';
import { verifySession } from '../../application/verify-session.ts';
import { hashToken } from '../../domain/token.ts';

export function sessionHandlers(parts: SignInParts): GrpcHandlers<typeof SessionServiceService> {
  return {
    async signIn(request) {
      const { session, token } = await signIn(request, parts);
      return SignInResponse.fromPartial({ session: message(session), token });
    },
    async verifySession({ token }) {
      return VerifySessionResponse.fromPartial({ session: message(await verifySession(token, parts)) });
    },
    async switchTenant({ token, tenant }) {
      const begun = await switchTenant(token, tenant, parts);
      return SwitchTenantResponse.fromPartial({ session: message(begun.session), token: begun.token });
    },
    async signOut({ token }) {
      await parts.sessions.removeByTokenHash(hashToken(token));
      return SignOutResponse.fromPartial({});
    },
    async changePassword(request) {
      const { session, token } = await changePassword(request, parts);
      return ChangePasswordResponse.fromPartial({ session: message(session), token });
    },
    async requestPasswordReset(request) {
      await requestPasswordReset(request, parts);
      return RequestPasswordResetResponse.fromPartial({});
    },
    async resetPassword(request) {
      await resetPassword(request, parts);
      return ResetPasswordResponse.fromPartial({});
    },
  };
}

function message(view: SessionView): Session {
  return { ...view, scopes: [...view.scopes] };
}
