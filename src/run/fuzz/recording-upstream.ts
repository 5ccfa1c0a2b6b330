import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the API has got it. */
export type Heard = {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
};

export type RecordingUpstream = {
  readonly origin: string;
  /** What came since the last time, in order. */
  readonly take: () => readonly Heard[];
  /** How it answers from now on. */
  readonly behave: (behaviour: Behaviour) => void;
  readonly close: () => Promise<void>;
};

export const behaviours = [
  'well',
  'redirects',
  'shows a page',
  'repeats the key',
  'sends headers',
  'refuses',
  'breaks off',
] as const;
export type Behaviour = (typeof behaviours)[number];

/** An API on a free port of this machine that writes down what it hears, and can be made to answer badly. */
export async function recordingUpstream(): Promise<RecordingUpstream> {
  const heard: Heard[] = [];
  let behaviour: Behaviour = 'well';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', rawHeaders } = request;
      heard.push({ method, target: url, rawHeaders, body: Buffer.concat(chunks).toString('utf8') });
      answer(behaviour, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Reason for the cast: a server on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    take: () => heard.splice(0),
    behave: (next) => {
      behaviour = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(behaviour: Behaviour, request: IncomingMessage, response: ServerResponse): void {
  const own = request.headers.authorization ?? '';
  const say = (status: number, headers: Record<string, string>, body: string) =>
    response.writeHead(status, headers).end(body);
  const json = { 'content-type': 'application/json' };
  if (behaviour === 'redirects') say(307, { location: 'http://127.0.0.1:9/evil' }, '');
  else if (behaviour === 'shows a page') say(200, { 'content-type': 'text/html' }, '<script>alert(1)</script>');
  else if (behaviour === 'repeats the key') say(400, json, JSON.stringify({ message: `bad key ${own}` }));
  else if (behaviour === 'refuses') say(401, json, '{"message":"no"}');
  else if (behaviour === 'breaks off') {
    response.writeHead(200, { ...json, 'content-length': '100' });
    response.write('{"devices":', () => response.destroy());
  } else {
    const hostile = { 'set-cookie': 'a=b', 'access-control-allow-origin': '*', 'clear-site-data': '"*"', server: 'x' };
    say(200, behaviour === 'sends headers' ? { ...json, ...hostile } : json, wellBody(request));
  }
}

function wellBody({ method, url = '' }: IncomingMessage): string {
  if (method !== 'GET') return 'null';
  if (url.endsWith('/routes')) return '{"advertisedRoutes":[],"enabledRoutes":[]}';
  return /\/device-invites$|\/users/.test(url) ? '[]' : '{"devices":[]}';
}
