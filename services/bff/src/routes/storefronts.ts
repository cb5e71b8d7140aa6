import {
  DeleteStorefrontLogoRequest,
  GetStorefrontLogoRequest,
  GetStorefrontRequest,
  PutStorefrontLogoRequest,
  PutStorefrontRequest,
  type Storefront,
} from '@qipei/contracts/access/v1/storefront';
import { NotFound } from '@qipei/kernel';
import { categories, partType, sections } from '@qipei/part-type';
import { z } from 'zod';
import { isNamedBy, PICTURE_TYPES, pictureAnswer, readPicture } from '../http/picture-answer.ts';
import { invalidField } from '../http/problem.ts';
import { text } from '../http/request-fields.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { requireHosts } from '../http/storefront-hosts.ts';
import { hostName } from '../http/storefront-of-request.ts';
import {
  DEFAULT_STOREFRONT,
  StorefrontInput,
  StorefrontJson,
  StorefrontSettingsJson,
  storefrontJson,
  storefrontSettings,
  storefrontSettingsJson,
} from '../resources/storefront.ts';
import { webManifest } from '../resources/web-manifest.ts';

const tag = 'Storefronts';
const settingsPath = '/v1/storefront-settings';
const logoPath = `${settingsPath}/logo`;
const MAX_LOGO_BYTES = 512 * 1024;
const params = z.object({ slug: text(100).meta({ description: 'A storefront’s slug.' }) });
const answer = z.object({ storefront: StorefrontSettingsJson });

export const storefrontRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/storefront',
    operationId: 'getStorefront',
    summary: 'See how the catalogue looks here',
    description:
      'Of the storefront with the `slug`, or without it of the one that the host of the request belongs to. A host that is ' +
      'nobody’s has the platform’s own look, with `slug` null. No key is needed.',
    tag,
    scope: undefined,
    query: z.strictObject({ slug: text(100).optional() }),
    responses: { 200: { description: 'The look.', schema: StorefrontJson } },
    problems: { 404: 'There is no storefront with that slug.' },
    async handle({ query: { slug } }, context) {
      const found =
        slug === undefined
          ? await context.storefronts.ofRequest(context.request, context.call.traceparent)
          : await storefrontOf(slug, context);
      return { status: 200, body: found === undefined ? DEFAULT_STOREFRONT : storefrontJson(found) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/storefronts/{slug}/logo',
    operationId: 'getStorefrontLogo',
    summary: 'Get the logo of a storefront',
    tag,
    scope: undefined,
    params,
    query: z.strictObject({
      v: text(64)
        .optional()
        .meta({ description: 'As in the address that the storefront tells: kept for good.' }),
    }),
    headers: z.object({ 'If-None-Match': z.string().max(1_000).optional() }),
    responses: {
      200: {
        description: 'The picture.',
        otherContent: PICTURE_TYPES,
        headers: { ETag: 'Of the picture.', 'Cache-Control': 'For good with `v`, otherwise five minutes.' },
      },
      304: { description: 'As it is known.' },
    },
    problems: { 404: 'There is no such storefront, or it has no logo.' },
    async handle({ params: { slug }, query: { v }, headers }, { peers, call }) {
      const { logo, content } = await peers.storefronts.getStorefrontLogo(
        GetStorefrontLogoRequest.fromPartial({ slug }),
        call,
      );
      if (logo === undefined) throw new Error('access answered without the logo');
      const cache = isNamedBy(logo.digest, v) ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
      return pictureAnswer(
        { ...logo, content },
        { ifNoneMatch: headers['If-None-Match'], headers: { 'Cache-Control': cache } },
      );
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/storefronts/{slug}/manifest.webmanifest',
    operationId: 'getStorefrontManifest',
    summary: 'Get the web app manifest of a storefront',
    description:
      'The app begins at `/` where the request came to a host of the storefront, otherwise at `/t/{slug}/`.',
    tag,
    scope: undefined,
    params,
    responses: {
      200: { description: 'https://www.w3.org/TR/appmanifest/', otherContent: ['application/manifest+json'] },
    },
    problems: { 404: 'There is no storefront with that slug.' },
    async handle({ params: { slug } }, context) {
      const storefront = await storefrontOf(slug, context);
      const host = hostName(context.request.headers.host);
      const own = host !== undefined && (storefront.settings?.hosts ?? []).includes(host);
      const manifest = webManifest(storefrontJson(storefront), own ? '/' : `/t/${encodeURIComponent(slug)}/`);
      return {
        status: 200,
        contentType: 'application/manifest+json; charset=utf-8',
        content: JSON.stringify(manifest),
        headers: { 'Cache-Control': 'private, max-age=60' },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: settingsPath,
    operationId: 'getStorefrontSettings',
    summary: 'Get the settings of your storefront',
    tag,
    scope: 'storefront:write',
    responses: {
      200: {
        description: 'As you have set them; null as long as you haven’t.',
        schema: z.object({ storefront: StorefrontSettingsJson.nullable() }),
      },
    },
    async handle(_, { peers, call }) {
      const { storefront } = await peers.storefronts.getStorefront(GetStorefrontRequest.create(), call);
      return {
        status: 200,
        body: { storefront: storefront === undefined ? null : storefrontSettingsJson(storefront) },
      };
    },
  }),
  defineRoute({
    method: 'put',
    path: settingsPath,
    operationId: 'putStorefrontSettings',
    summary: 'Set up your storefront, or change it',
    description:
      'Replaces all of it but the logo: what is left out is worked out or empty. Texts on colours are held to the contrast of ' +
      'WCAG 2.2 AA; a colour that is left out is chosen so that it can be read. Other replicas show it within five seconds.',
    tag,
    scope: 'storefront:write',
    body: { json: StorefrontInput },
    responses: {
      200: { description: 'Changed.', schema: answer },
      201: { description: 'Set up.', schema: answer },
    },
    problems: {
      408: 'The body did not arrive in time.',
      409:
        'Somebody else has the slug or a host, or the settings were changed since the `version`; `public-url-missing`: the ' +
        'operator hasn’t said which host is the platform’s own, so that there are no others.',
      413: 'The body is over 1 MB.',
      415: 'The body is not JSON.',
    },
    async handle({ body }, { peers, call, storefronts, publicUrl }) {
      requirePartTypes(body.partTypes ?? []);
      requireHosts(body.hosts ?? [], publicUrl);
      const request = { settings: storefrontSettings(body), ifVersion: body.version ?? 0 };
      const { storefront, created } = await peers.storefronts.putStorefront(
        PutStorefrontRequest.fromPartial(request),
        call,
      );
      storefronts.forget();
      return { status: created ? 201 : 200, body: { storefront: settingsOf(storefront) } };
    },
  }),
  defineRoute({
    method: 'put',
    path: logoPath,
    operationId: 'putStorefrontLogo',
    summary: 'Put up the logo of your storefront',
    description:
      'A PNG, a JPEG or a WebP, by its bytes; at most 512 KiB and 16 to 4096 pixels a side. A square is best for a home screen.',
    tag,
    scope: 'storefront:write',
    body: { stream: PICTURE_TYPES, description: 'The picture.' },
    responses: { 200: { description: 'Put up.', schema: answer } },
    problems: {
      404: 'You have no storefront yet: set it up first.',
      408: 'The upload stood still.',
      413: 'The picture is over 512 KiB.',
      415: 'The body is of another media type.',
    },
    async handle(_, { peers, call, request, storefronts }) {
      const content = await readPicture(request, MAX_LOGO_BYTES);
      const { storefront } = await peers.storefronts.putStorefrontLogo(
        PutStorefrontLogoRequest.fromPartial({ content }),
        call,
      );
      storefronts.forget();
      return { status: 200, body: { storefront: settingsOf(storefront) } };
    },
  }),
  defineRoute({
    method: 'delete',
    path: logoPath,
    operationId: 'deleteStorefrontLogo',
    summary: 'Take the logo of your storefront down',
    tag,
    scope: 'storefront:write',
    responses: { 200: { description: 'It has none now.', schema: answer } },
    problems: { 404: 'You have no storefront.' },
    async handle(_, { peers, call, storefronts }) {
      const { storefront } = await peers.storefronts.deleteStorefrontLogo(
        DeleteStorefrontLogoRequest.create(),
        call,
      );
      storefronts.forget();
      return { status: 200, body: { storefront: settingsOf(storefront) } };
    },
  }),
];

/** @throws NotFound */
async function storefrontOf(slug: string, { storefronts, call }: RouteContext): Promise<Storefront> {
  const found = await storefronts.bySlug(slug, call.traceparent);
  if (found === undefined) throw new NotFound('storefront', slug);
  return found;
}

function settingsOf(storefront: Storefront | undefined): z.infer<typeof StorefrontSettingsJson> {
  if (storefront === undefined) throw new Error('access answered without the storefront');
  return storefrontSettingsJson(storefront);
}

const GROUPS = new Set([...sections(), ...categories()].map(({ id }) => id));

/** @throws HttpProblem 400 for what the table of part types doesn't have */
function requirePartTypes(ids: readonly string[]): void {
  const at = ids.findIndex((id) => !GROUPS.has(id) && partType(id) === undefined);
  if (at !== -1)
    throw invalidField(
      `partTypes[${at}]`,
      'part-type-unknown',
      'There is no section, category or part type with this id.',
    );
}
