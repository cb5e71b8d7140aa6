import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Pictures of parts over HTTP, as docs/images.md tells, and with what goes wrong on the way. */
export interface AlbumServer extends AsyncDisposable {
  readonly url: string;
  /** Of each part the names and what is there under them, in order. */
  readonly albums: Map<string, Map<string, string>>;
  /** `PUT a.png` and so on. */
  readonly log: string[];
  /** What becomes of a request: done and not answered, or refused. */
  fate: (request: string) => 'unanswered' | { status: number; code: string } | undefined;
}

export async function albumServer(): Promise<AlbumServer> {
  const http = createServer(async (request, response) => {
    const [, , , partId = '', , name = ''] = new URL(request.url ?? '', 'http://here').pathname
      .split('/')
      .map(decodeURIComponent);
    const line = `${request.method} ${name === '' ? partId : name}`;
    server.log.push(line);
    const fate = server.fate(line);
    const album = server.albums.get(partId) ?? new Map<string, string>();
    const answer =
      typeof fate === 'object' ? fate : changed(album, { request, name, content: await buffer(request) });
    if ('album' in answer) server.albums.set(partId, answer.album);
    if (fate === 'unanswered') return void request.socket.destroy();
    const images = [...('album' in answer ? answer.album : album)].map(([each, content]) => ({
      name: each,
      sources: { large: `/v1/parts/${partId}/images/${each}?v=${versionOf(content)}` },
    }));
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify('code' in answer ? { code: answer.code, detail: 'Refused.' } : { images }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: AlbumServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    albums: new Map(),
    log: [],
    fate: () => undefined,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return server;
}

function versionOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 24);
}

function changed(
  album: ReadonlyMap<string, string>,
  { request, name, content }: { request: IncomingMessage; name: string; content: Buffer },
): { status: number; album: Map<string, string> } | { status: number; code: string } {
  const there = album.get(name);
  if (request.method === 'PUT') {
    const text = content.toString();
    const { 'if-match': match, 'if-none-match': none } = request.headers;
    if (there !== undefined && there !== text && none === '*') return { status: 412, code: 'image-exists' };
    if (match !== undefined && there !== text && match !== `"${versionOf(there ?? '')}"`)
      return { status: 412, code: 'image-changed' };
    return { status: there === undefined ? 201 : 200, album: new Map([...album, [name, text]]) };
  }
  if (request.method !== 'PATCH') return { status: 200, album: new Map(album) };
  if (there === undefined) return { status: 404, code: 'image-not-found' };
  const others = [...album].filter(([each]) => each !== name);
  const { position } = JSON.parse(content.toString()) as { position: number };
  return { status: 200, album: new Map(others.toSpliced(position, 0, [name, there])) };
}
