import { RequestPasswordResetRequest, ResetPasswordRequest } from '@qipei/contracts/access/v1/session';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { withSignInProblems } from '../http/sign-in-problem.ts';
import { BODY_PROBLEMS, email, password, THROTTLED } from './session.ts';

const tag = 'Sign-in';

export const passwordResetRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/password-resets',
    operationId: 'requestPasswordReset',
    summary: 'Ask for a mail with which a new password can be set',
    description:
      'The answer is the same whether the e-mail has an account or not. A link is good once, for an hour.',
    tag,
    scope: undefined,
    body: { json: z.strictObject({ email }).meta({ id: 'RequestPasswordReset' }) },
    responses: {
      202: {
        description: 'A mail is on its way, if there is somebody to send it to.',
        schema: z.object({ status: z.literal('accepted') }),
      },
    },
    problems: { ...BODY_PROBLEMS, ...THROTTLED },
    async handle({ body }, { peers, call, address, sessions }) {
      const publicUrl = sessions.publicUrl();
      await withSignInProblems(
        peers.sessions.requestPasswordReset(
          RequestPasswordResetRequest.fromPartial({ ...body, address, publicUrl }),
          call,
        ),
      );
      return { status: 202, body: { status: 'accepted' } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/password-resets/{token}',
    operationId: 'resetPassword',
    summary: 'Set a new password by a mailed link',
    description: 'Ends all sessions of the user.',
    tag,
    scope: undefined,
    params: z.object({ token: text(100).meta({ description: 'What stands behind the # of the link.' }) }),
    body: { json: z.strictObject({ password }).meta({ id: 'ResetPassword' }) },
    responses: { 204: { description: 'The password is set; sign in with it.' } },
    problems: {
      ...BODY_PROBLEMS,
      404: 'The link was used, is too old, or never was.',
      429: 'Too much at once.',
    },
    async handle({ params: { token }, body }, { peers, call, address, sessions }) {
      await withSignInProblems(
        peers.sessions.resetPassword(ResetPasswordRequest.fromPartial({ ...body, token, address }), call),
      );
      sessions.forgetAll();
      return { status: 204, contentType: '', content: '' };
    },
  }),
];
