export interface Operation {
  method: string;
  path: string;
  parameters: { name: string; in: string; required?: boolean }[];
  hasBody: boolean;
  isPublic: boolean;
  takesGuests: boolean;
}

/** A key, or who comes without one to a storefront. */
export type WalkedAs = string | { guestOf: string };

export interface WalkOptions {
  url: string;
  /** The OpenAPI document of the platform. */
  document: { paths: Record<string, Record<string, Record<string, unknown>>> };
  /** Ids of one tenant's private things, by the path parameter that names them. */
  secrets: Record<string, string[]>;
  /** What that tenant's private parts are called by; the first number is a part's own. */
  canary: { numbers: readonly string[]; brand: string; misspelt: string; vehicle: string };
  /** For path parameters that are neither among the secrets nor harmless; without it such a route fails the walk. */
  otherwise?: string;
  /** What stands in the answers only where they tell of that tenant's private things. */
  canaries: RegExp;
}

/** Values for the path parameters that aren't secrets. */
export const HARMLESS: Record<string, string> = {
  vin: '1HGCM82633A004352',
  makeId: 'mk474',
  modelId: 'md1861',
  vehicleId: 'v1861-2003-wmq420',
  partTypeId: 'oil-filter',
  token: 'A'.repeat(43),
  slug: 'demo',
};

const MOST_TRIES = 5;

/** Bodies that aren't JSON, by the route that takes them. */
const LINES: Record<string, string> = {
  '/v1/imports': '{}\n',
  '/v1/imports/preview': '{}\n',
  '/v1/uploads/{uploadId}': 'abc',
  '/v1/vins/batch': '{"vin": "1HGCM82633A004352", "ref": "walk"}\n',
};

/** Calls every route of the platform with all that could bring one tenant's secrets up, and looks for them in the answers. */
export function routeWalk({ url, document, secrets, canary, canaries, otherwise }: WalkOptions) {
  const operations = operationsOf(document);

  function pathsOf(operation: Operation): string[] {
    let paths = [operation.path];
    for (const [, name] of operation.path.matchAll(/\{(\w+)\}/g)) {
      const harmless = HARMLESS[name ?? ''] ?? otherwise;
      const values = secrets[name ?? ''] ?? (harmless === undefined ? [] : [harmless]);
      if (values.length === 0)
        throw new Error(`the walk knows no value for {${name}} of ${operation.path}: add one`);
      paths = paths.flatMap((path) =>
        values.map((value) => path.replace(`{${name}}`, encodeURIComponent(value))),
      );
    }
    return paths;
  }

  /** Query strings that could bring the secrets up. */
  function queriesOf(operation: Operation): string[] {
    const ofQuery = operation.parameters.filter((parameter) => parameter.in === 'query');
    const tries: Record<string, string[]> = {
      q: [...canary.numbers.slice(0, 1), canary.brand, ...canary.numbers.slice(1), canary.misspelt],
      brandId: secrets.brandId ?? [],
      vin: ['1HGCM82633A004352'],
      make: ['Honda'],
      kind: ['parts'],
      externalId: [canary.vehicle, `tenant.own:${canary.vehicle}`],
      unresolved: ['true'],
      direction: ['received'],
    };
    const sampleOf = (name: string) => tries[name]?.[0] ?? HARMLESS[name] ?? '2003';
    const base = ofQuery
      .filter(({ required }) => required)
      .map(({ name }) => `${name}=${encodeURIComponent(sampleOf(name))}`)
      .join('&');
    const single = ofQuery.flatMap(({ name }) =>
      (tries[name] ?? []).map((value) =>
        [base, `${name}=${encodeURIComponent(value)}`].filter((it) => it !== '').join('&'),
      ),
    );
    const ofModels = (operation.path === '/v1/vehicles' ? (secrets.modelId ?? []) : []).map(
      (modelId) => `modelId=${modelId}&year=2016`,
    );
    return [base, ...single, ...ofModels];
  }

  /** What could bring the secrets up in an answer. */
  function bodyOf({ path }: Operation): unknown {
    const [partId] = secrets.partId ?? [];
    if (path.startsWith('/v1/numbers/lookup'))
      return { numbers: canary.numbers.flatMap((number) => [{ number }, { number, brand: canary.brand }]) };
    if (path === '/v1/availability') return { partIds: secrets.partId ?? [] };
    if (path === '/v1/grants') return { subscriber: 'walked-to', brands: ['walked'] };
    if (path !== '/v1/fitments/check') return { lines: [{ partId, quantity: 1 }] };
    const vehicle = { vehicleId: HARMLESS.vehicleId };
    const numbers = canary.numbers.map((number) => ({ number, ...vehicle }));
    return {
      pairs: [
        { partId, ...vehicle },
        ...numbers,
        { number: canary.numbers[0], brand: canary.brand, vin: HARMLESS.vin },
        { partId, vin: HARMLESS.vin },
      ],
    };
  }

  /** What a body tells of itself: a look-up of numbers gives each number back as it was read. */
  function sentIn({ path }: Operation): string[] {
    return path.startsWith('/v1/numbers/lookup') ? [...canary.numbers, canary.brand] : [];
  }

  async function callAs(
    who: WalkedAs,
    operation: Operation,
    path: string,
  ): Promise<{ status: number; text: string }> {
    const headers: Record<string, string> = {
      ...(typeof who === 'string'
        ? { authorization: `Bearer ${who}` }
        : { 'x-qipei-storefront': who.guestOf }),
      'idempotency-key': `walk-${Math.random()}`,
      'upload-length': '10',
      'upload-offset': '0',
    };
    const init: RequestInit = { method: operation.method.toUpperCase(), headers };
    if (operation.hasBody) {
      const lines = LINES[operation.path];
      headers['content-type'] = lines === undefined ? 'application/json' : 'application/x-ndjson';
      if (operation.method === 'patch' && operation.path.startsWith('/v1/uploads'))
        headers['content-type'] = 'application/offset+octet-stream';
      init.body = lines ?? JSON.stringify(bodyOf(operation));
    }
    // On a busy machine the platform may have no time for an answer, and says so: that answer tells nothing of what it would be.
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(url + path, init);
      const text = await response.text();
      if (response.status !== 504 || tries === MOST_TRIES) return { status: response.status, text };
    }
  }

  /**
   * What an answer tells of the tenant. What the caller sent may come back in a problem or as the query that was understood;
   * nothing else may.
   */
  function leaksOf(text: string, target: string, sentPart = ''): string[] {
    const sent = decodeURIComponent(target);
    const ids = [
      'partId',
      'jobId',
      'uploadId',
      'releaseId',
      'exportId',
      'orderId',
      'brandId',
      'grantId',
      'invitationId',
      'keyId',
      'userId',
      'webhookId',
      'deliveryId',
    ].flatMap((name) => secrets[name] ?? []);
    const found = ids.filter((id) => text.includes(id) && !sent.includes(id) && id !== sentPart);
    const rest = sent
      .split(/[/?&=]/)
      // As it was typed, and as it is read.
      .flatMap((it) => [it, it.replaceAll(/[^\p{L}\p{N}]/gu, '')])
      .filter((it) => it.length > 3)
      .reduce((left, it) => left.replaceAll(it, ''), text)
      .replaceAll(
        /"(words|numberKey|detail|instance|message|zyxanari|from|keys|title)":("[^"]*"|\[[^\]]*\])/g,
        '',
      );
    return [...found, ...(canaries.exec(rest) ?? [])];
  }

  /** Every call, of all routes or of those of one method. */
  async function* walk(
    who: WalkedAs,
    method?: string,
  ): AsyncGenerator<{ operation: Operation; target: string; status: number; text: string; leaks: string[] }> {
    for (const operation of operations) {
      if (method !== undefined && operation.method !== method) continue;
      for (const path of pathsOf(operation)) {
        for (const query of queriesOf(operation)) {
          const target = query === '' ? path : `${path}?${query}`;
          const { status, text } = await callAs(who, operation, target);
          const sent = [target, ...sentIn(operation)].join('/');
          yield { operation, target, status, text, leaks: leaksOf(text, sent, secrets.partId?.[0]) };
        }
      }
    }
  }

  return { operations, pathsOf, callAs, walk };
}

function operationsOf(document: WalkOptions['document']): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map(([method, operation]) => ({
        method,
        path,
        parameters: (operation.parameters ?? []) as Operation['parameters'],
        hasBody: operation.requestBody !== undefined,
        isPublic: Array.isArray(operation.security) && operation.security.length === 0,
        takesGuests: Array.isArray(operation.security) && operation.security.some((each) => 'guest' in each),
      })),
  );
}
