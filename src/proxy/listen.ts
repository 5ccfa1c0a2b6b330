import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES, createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProxyErrorCode } from '#contract/session.ts';
import { ConfigError } from './config-error.ts';
import { apiHeaders } from './headers.ts';
import { createLeaving } from './leaving.ts';
import type { PlainAnswer } from './plain-answer.ts';
import type { LogEntry, Proxy } from './proxy.ts';
import { Refusal, describeFailure, errorAnswer, errorParts } from './refusal.ts';
import { type Patience, createDrain } from './watch/drain.ts';

/** How long the rest of a request that nobody reads may still take once it is answered. */
const restMs = 500;

/** The proxy as a request listener of node:http, and so as a middleware of Vite's dev server when mounted at the root. */
export function nodeListener(proxy: Proxy): (request: IncomingMessage, response: ServerResponse) => void {
  return (incoming, outgoing) => {
    const client = createLeaving();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) client.leave();
    });
    const arrival = {
      client,
      target: incoming.url ?? '',
      rawHeaders: incoming.rawHeaders,
      localPort: incoming.socket.localPort ?? 0,
      remoteAddress: incoming.socket.remoteAddress ?? '',
    };
    const give = ({ status, headers, body }: PlainAnswer) => {
      // Whoever has left gets none.
      if (outgoing.destroyed) return;
      if (!incoming.complete || incoming.isPaused()) outgoing.once('finish', () => dropRest(incoming));
      outgoing.writeHead(status, headers).end(body);
    };
    proxy
      .answer({ method: incoming.method ?? '', body: incoming }, arrival)
      .then(give)
      .catch((error: unknown) => give(errorAnswer(describeFailure(error), randomUUID(), apiHeaders)));
  };
}

/** Throws away the rest of a request that is answered already; where that takes long, the connection too. */
function dropRest(incoming: IncomingMessage): void {
  const timer = setTimeout(() => incoming.socket.destroySoon(), restMs).unref();
  incoming.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  incoming.on('error', () => undefined).resume();
}

export type ListenOptions = {
  /** An address of this machine; "127.0.0.1" unless people sign in. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Milliseconds that the headers and the whole request may take to arrive, and how often that is looked at. */
  readonly arrivalLimits?: { readonly headersMs: number; readonly requestMs: number; readonly checkMs: number };
  /** Told of what is refused before it is a request. */
  readonly log?: (entry: LogEntry) => void;
  /** A second for reads and a minute for writes unless given. */
  readonly patience?: Patience;
};

export type Listening = { readonly origin: string; readonly port: number; readonly close: () => Promise<void> };

/**
 * Starts an HTTP server for the proxy. Rejects with a ConfigError when the port cannot be had.
 * `close` stops listening, lets what is under way finish, and resolves when every connection is closed.
 */
export function listen(proxy: Proxy, options: ListenOptions): Promise<Listening> {
  const { host, port, arrivalLimits, log, patience = { readMs: 1000, writeMs: 60_000 } } = options;
  const { headersMs, requestMs, checkMs } = arrivalLimits ?? { headersMs: 10_000, requestMs: 30_000, checkMs: 2000 };
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkMs,
    // Node's own answer to a request without Host lacks our headers; the proxy refuses it too.
    requireHostHeader: false,
    // Longer than servers in front keep theirs (nginx: 60 s), so that none sends a write into a connection that closes.
    keepAliveTimeout: 65_000,
  });
  // With a limit, Node drops the lines beyond it without a word; the size limit of 16 kB stays.
  server.maxHeadersCount = 0;
  // 200 people whose browsers hold six connections each, and room for as many again.
  server.maxConnections = 2400;

  const listener = nodeListener(proxy);
  const drain = createDrain(server);
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    drain.begins(request, response);
    listener(request, response);
  };
  const refuse = (socket: Duplex, code: ProxyErrorCode) => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const requestId = randomUUID();
    const status = closeWith(socket, code, requestId);
    log?.({ method: '', endpoint: null, status, ms: 0, requestId, code, clientGone: false });
  };
  server.on('request', onRequest);
  server.on('checkExpectation', onRequest);
  server.on('checkContinue', (request, response) => {
    // Behind another request, Node would write it between the head and the body of the answer that follows.
    if (drain.owed(request.socket) === undefined) response.writeContinue();
    onRequest(request, response);
  });
  // Node has let go of such a connection and reads it no more: it would stay for ever. What stands before it is answered.
  const leave = (socket: Duplex, code: ProxyErrorCode) => {
    const owed = drain.owed(socket);
    socket.resume().on('error', () => socket.destroy());
    if (owed === undefined) refuse(socket, code);
    else owed.response.once('finish', () => socket.end(() => socket.destroy()));
  };
  server.on('connect', (_, socket) => leave(socket, 'method_not_allowed'));
  server.on('upgrade', (_, socket) => leave(socket, 'bad_request_target'));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const owed = drain.owed(socket);
    // In the middle of an answer, more bytes would be taken for a part of it.
    if (error.code === 'ECONNRESET' || owed?.response.headersSent === true) socket.destroy();
    // What came after a whole request gets no answer, as it would be taken for the answer of that one.
    else if (owed?.request.complete === true) owed.response.shouldKeepAlive = false;
    else refuse(socket, parserCodes[error.code ?? ''] ?? 'bad_request_target');
  });

  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => reject(new ConfigError(startComplaint(error.code, port))));
    server.listen(port, host, () => {
      const address = server.address();
      const actualPort = typeof address === 'object' && address !== null ? address.port : port;
      resolve({
        origin: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
        port: actualPort,
        close: () => drain.close(patience),
      });
    });
  });
}

const parserCodes: Readonly<Record<string, ProxyErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Answers on a bare socket, where there is no request to answer to, and closes it; gives the status. */
function closeWith(socket: Duplex, code: ProxyErrorCode, requestId: string): number {
  const refusal = new Refusal(code);
  const { body, headers } = errorParts(refusal, requestId, apiHeaders);
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('')}\r\n${body.toString()}`);
  // Whoever does not close his side too is not waited for.
  setTimeout(() => socket.destroy(), 1000).unref();
  return refusal.status;
}

function startComplaint(code: string | undefined, port: number): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is already in use. Stop the other program or choose another with --port.`;
  }
  if (code === 'EACCES') return `Port ${port} needs more rights than this user has. Choose another with --port.`;
  return `The console cannot listen on port ${port} (${code ?? 'unknown reason'}).`;
}
