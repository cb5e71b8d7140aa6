import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Express, Response } from 'express';
import { exchangeOf } from './exchange.ts';

const require = createRequire(import.meta.url);

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Qipei API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

/** Everything comes from here and no script is inline; Swagger UI draws its icons from data: images. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const PACKAGED: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** The API reference: works without a network beyond this server. `atRoot`: where nothing else is to be seen, `/` leads to it. */
export function serveDocsPage(app: Express, { atRoot }: { atRoot: boolean }): void {
  const send = (res: Response, contentType: string, content: string | Buffer, cache = 'no-cache') => {
    res.setHeader('Content-Security-Policy', PAGE_POLICY);
    res.setHeader('Content-Type', contentType);
    res.setHeader('Cache-Control', cache);
    res.end(content);
  };
  if (atRoot) {
    app.get('/', (_req, res) => {
      exchangeOf(res).route = '/';
      res.statusCode = 302;
      res.setHeader('Location', '/docs');
      res.end();
    });
  }
  app.get('/docs', (_req, res) => {
    exchangeOf(res).route = '/docs';
    send(res, 'text/html; charset=utf-8', PAGE);
  });
  app.get('/docs/start.js', (_req, res) => {
    exchangeOf(res).route = '/docs/*';
    send(res, 'text/javascript; charset=utf-8', START);
  });
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  for (const [name, contentType] of Object.entries(PACKAGED)) {
    app.get(`/docs/${name}`, async (_req, res) => {
      exchangeOf(res).route = '/docs/*';
      send(res, contentType, await readFile(join(folder, name)), 'public, max-age=3600');
    });
  }
}
