import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { ResponseDocument, Route } from './route.ts';

const Problem = z
  .object({
    type: z.string().meta({ description: '`/problems/<code>`, stable.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'What went wrong, stable.', example: 'key-invalid' }),
    errors: z.array(
      z.object({
        field: z.string().meta({ description: 'As the caller knows it; empty for the whole.' }),
        code: z.string(),
        message: z.string(),
      }),
    ),
    traceId: z.string().meta({ description: 'Finds the request in the logs.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details; some problems tell more.' });

const EVERYWHERE: Record<number, string> = {
  400: 'Something in the request is not valid; `errors` names it.',
};
const WITH_KEY: Record<number, string> = {
  401: 'No API key and no session, or one that is unknown, revoked or over.',
  403: 'The key or the role lacks the scope, or a browser’s request has no CSRF token.',
  429: 'Too much at once.',
  503: 'A part of the platform is not available.',
  504: 'The platform did not answer in time.',
};

const SCOPE_WORDS: Record<string, string> = {
  any: 'Any key or session will do.',
  session: 'For users: a session, no key.',
};

/** OpenAPI 3.1 of exactly these routes, from the schemas that check them. */
export function openApiDocument(routes: readonly Route[]): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Qipei',
      version: '1.0.0',
      description:
        'Automotive aftermarket parts: VIN decode, fitment, catalogue, stock and orders. ' +
        'Amounts of money are integers in minor units. What is not known is `null`, never a guess.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        guest: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Qipei-Storefront',
          description:
            'No key: the slug of an open storefront. At a host of its own not even that. Shows what is public.',
        },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `qpk_…`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-qipei-session',
          description:
            'The session of a user who signed in by POST /v1/session; over http on the same machine `qipei-session`. What changes something needs the header `X-CSRF-Token`, too.',
        },
      },
    },
  };
  return createDocument(document, {
    override({ jsonSchema, io }) {
      // Answers may gain members: a reader has to bear that. What requests may have is closed.
      if (io === 'output' && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
      // Bounds of JavaScript, not of the value.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
}

function operation(route: Route): ZodOpenApiOperationObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, document] of Object.entries(route.responses)) {
    responses[status as '200'] = response(document);
  }
  const problems = {
    ...EVERYWHERE,
    ...(route.scope === undefined ? {} : WITH_KEY),
    ...route.problems,
  };
  for (const [status, description] of Object.entries(problems)) {
    responses[status as '400'] ??= {
      description,
      content: { 'application/problem+json': { schema: Problem } },
    };
  }
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.scope === undefined
      ? { description: route.description ?? route.summary, security: [] }
      : {
          description: `${route.description ?? route.summary}\n\n${SCOPE_WORDS[route.scope] ?? `Scope: \`${route.scope}\`.`}`,
          ...(route.scope === 'session' ? { security: [{ session: [] }] } : {}),
          ...(route.guests === true ? { security: [{ apiKey: [] }, { session: [] }, { guest: [] }] } : {}),
        }),
    tags: [route.tag],
    requestParams: {
      ...(route.params === undefined ? {} : { path: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...(route.headers === undefined ? {} : { header: route.headers }),
    },
    ...(route.body === undefined ? {} : requestBody(route.body)),
    responses,
  };
}

function requestBody(
  body: NonNullable<Route['body']>,
): Pick<Required<ZodOpenApiOperationObject>, 'requestBody'> {
  const file = { schema: { type: 'string' as const } };
  if ('json' in body) {
    const files = Object.fromEntries((body.orFile?.types ?? []).map((type) => [type, file]));
    const description = body.orFile === undefined ? {} : { description: body.orFile.description };
    const content = { 'application/json': { schema: body.json }, ...files };
    return { requestBody: { required: true, ...description, content } };
  }
  return {
    requestBody: {
      required: true,
      description: body.description,
      content: Object.fromEntries(body.stream.map((type) => [type, file])),
    },
  };
}

function response(document: ResponseDocument): ZodOpenApiResponseObject {
  const content: NonNullable<ZodOpenApiResponseObject['content']> = {};
  if (document.schema !== undefined) content['application/json'] = { schema: document.schema };
  // OpenAPI 3.1 has no word for lines: the schema is that of one.
  if (document.lines !== undefined)
    content[document.lines.contentType as 'application/json'] = { schema: document.lines.schema };
  for (const type of document.otherContent ?? [])
    content[type as 'text/plain'] = { schema: { type: 'string' } };
  return {
    description: document.description,
    ...(Object.keys(content).length === 0 ? {} : { content }),
    ...(document.headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(document.headers).map(([name, description]) => [
              name,
              { description, schema: { type: 'string' as const } },
            ]),
          ),
        }),
  };
}
