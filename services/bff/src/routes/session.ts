import {
  ChangePasswordRequest,
  type Session,
  SignInRequest,
  SignOutRequest,
  SwitchTenantRequest,
  VerifySessionRequest,
} from '@qipei/contracts/access/v1/session';
import { z } from 'zod';
import { sessionMissing } from '../http/authenticate-request.ts';
import { HttpProblem } from '../http/problem.ts';
import { text } from '../http/request-fields.ts';
import { defineRoute, type JsonAnswer, type Route, type RouteContext } from '../http/route.ts';
import { withSignInProblems } from '../http/sign-in-problem.ts';
import { storefrontOfPage } from '../http/storefront-of-request.ts';
import { SessionJson, sessionJson } from '../resources/session.ts';

const tag = 'Sign-in';
const setCookie = { 'Set-Cookie': 'The session, for a browser.' };
export const email = text(320);
/** A wrong one may be of any form; whether one may be set is said where it is set. */
export const password = text(1_000);
export const BODY_PROBLEMS = {
  408: 'The body did not arrive in time.',
  413: 'The body is over 1 MB.',
  415: 'The body is not JSON.',
};
export const THROTTLED = { 429: 'Too many attempts: `Retry-After` says when the next one is looked at.' };

function began(
  { session, token }: { session?: Session | undefined; token: string },
  { sessions, request }: RouteContext,
): JsonAnswer {
  if (session?.endsAt === undefined) throw new Error('access answered without the session');
  const cookie = sessions.cookie.set(request, token, session.endsAt);
  return { status: 200, body: sessionJson(session, token), headers: { 'Set-Cookie': cookie } };
}

/** Of a request that came through as one with a session. */
function tokenOf({ sessions, request }: RouteContext): string {
  const token = sessions.cookie.tokenOf(request);
  if (token === undefined) throw sessionMissing();
  return token;
}

export const sessionRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/session',
    operationId: 'signIn',
    summary: 'Sign in',
    description:
      'Begins a session and sets its cookie. An e-mail that nobody has and a wrong password are answered alike.',
    tag,
    scope: undefined,
    body: {
      json: z
        .strictObject({
          email,
          password,
          tenant: text(63)
            .optional()
            .meta({
              description:
                'To begin with, for who is a member of several. Otherwise it is that of the storefront where the page is, by ' +
                'its host or by the header `X-Qipei-Storefront`, which takes its members alone; at the platform’s own host ' +
                'the first one.',
            }),
        })
        .meta({ id: 'SignIn' }),
    },
    responses: { 200: { description: 'The session.', schema: SessionJson, headers: setCookie } },
    problems: {
      ...BODY_PROBLEMS,
      ...THROTTLED,
      401: '`sign-in-failed`',
      403: '`membership-missing`, or `csrf-refused` from a page of another origin.',
      404: 'There is no storefront with the slug that `X-Qipei-Storefront` names.',
    },
    async handle({ body }, context) {
      const { peers, call, sessions, storefronts, request, address } = context;
      if (sessions.cookie.isLostBy(request))
        throw new HttpProblem({
          status: 400,
          code: 'https-needed',
          detail: 'The browser would not keep the session: open this page by https.',
        });
      const previousToken = sessions.cookie.tokenOf(request) ?? '';
      const { email, password, tenant: named } = body;
      const here =
        named === undefined ? await storefrontOfPage(request, storefronts, call.traceparent) : undefined;
      const tenant = named ?? here?.tenant ?? '';
      const onlyThere = here !== undefined;
      const command = { email, password, tenant, onlyThere, address, previousToken };
      const answer = await withSignInProblems(
        peers.sessions.signIn(SignInRequest.fromPartial(command), call),
      );
      if (previousToken !== '') sessions.end(previousToken);
      return began(answer, context);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/session',
    operationId: 'getSession',
    summary: 'See who is signed in',
    tag,
    scope: 'session',
    responses: { 200: { description: 'The session.', schema: SessionJson } },
    problems: { 401: '`session-missing`' },
    async handle(_, context) {
      const token = tokenOf(context);
      const { session } = await withSignInProblems(
        context.peers.sessions.verifySession(VerifySessionRequest.fromPartial({ token }), context.call),
      );
      return { status: 200, body: sessionJson(session, token) };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/v1/session',
    operationId: 'signOut',
    summary: 'Sign out',
    description: 'The session ends at once, also for who has a copy of its cookie.',
    tag,
    scope: 'session',
    responses: { 204: { description: 'Signed out.', headers: setCookie } },
    async handle(_, context) {
      const { peers, call, sessions, request } = context;
      const token = tokenOf(context);
      await peers.sessions.signOut(SignOutRequest.fromPartial({ token }), call);
      sessions.end(token);
      return {
        status: 204,
        contentType: '',
        content: '',
        headers: { 'Set-Cookie': sessions.cookie.clear(request) },
      };
    },
  }),
  defineRoute({
    method: 'put',
    path: '/v1/session/tenant',
    operationId: 'switchTenant',
    summary: 'Go on for another tenant',
    description:
      'The session gets another cookie and another CSRF token; the ones before are good for nothing.',
    tag,
    scope: 'session',
    body: { json: z.strictObject({ tenant: text(63) }).meta({ id: 'SwitchTenant' }) },
    responses: { 200: { description: 'The session.', schema: SessionJson, headers: setCookie } },
    problems: { ...BODY_PROBLEMS, 403: '`membership-missing`' },
    async handle({ body: { tenant } }, context) {
      const token = tokenOf(context);
      const answer = await withSignInProblems(
        context.peers.sessions.switchTenant(SwitchTenantRequest.fromPartial({ token, tenant }), context.call),
      );
      context.sessions.end(token);
      return began(answer, context);
    },
  }),
  defineRoute({
    method: 'put',
    path: '/v1/session/password',
    operationId: 'changePassword',
    summary: 'Change your password',
    description: 'Ends all of your sessions and begins one.',
    tag,
    scope: 'session',
    body: {
      json: z
        .strictObject({ currentPassword: password, newPassword: password })
        .meta({ id: 'ChangePassword' }),
    },
    responses: { 200: { description: 'The session.', schema: SessionJson, headers: setCookie } },
    problems: { ...BODY_PROBLEMS, ...THROTTLED, 401: '`sign-in-failed`: the current password is wrong.' },
    async handle({ body }, context) {
      const token = tokenOf(context);
      const { peers, call, address } = context;
      const answer = await withSignInProblems(
        peers.sessions.changePassword(ChangePasswordRequest.fromPartial({ ...body, token, address }), call),
      );
      context.sessions.end(token);
      context.sessions.forgetAll();
      return began(answer, context);
    },
  }),
];
