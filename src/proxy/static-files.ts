import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Session } from '#contract/session.ts';
import { withSession } from './document.ts';
import { documentHeaders, headerLines, isUnchanged, overTls, withPictures } from './headers.ts';
import type { Place } from './place/config-place.ts';
import { framedHeaders } from './place/framing.ts';
import { type PlainAnswer, noBody } from './plain-answer.ts';
import { Refusal } from './refusal.ts';
import type { Target } from './target.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

export type StaticFiles = {
  /** Throws `unknown_endpoint` or `method_not_allowed` for everything it does not serve. */
  readonly serve: (
    /** A request for the origin `own`. */
    request: {
      readonly method: string;
      readonly target: Target;
      readonly rawHeaders: readonly string[];
      readonly own: string;
    },
    /** The session of a document that is one person's alone, and that nobody keeps. */
    ownSession?: () => Promise<Session>,
  ) => Promise<PlainAnswer>;
  /** True when the files have been read; where they cannot be, it is tried again the next time. */
  readonly load: () => Promise<boolean>;
};

type StaticFile = {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** The document, into which a session goes. */
  readonly html?: string;
};

/**
 * Serves the built client in `folder`. The folder is listed and read once, at first use, and paths are looked up in
 * that list: no path is ever joined, so none can leave the folder. Source maps and hidden files are not in the list.
 */
export function staticFiles(folder: string, session: Session, place: Place): StaticFiles {
  let loading: Promise<ReadonlyMap<string, StaticFile>> | undefined;
  const read = () =>
    (loading ??= readFolder(folder, session, place).catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
  const serve: StaticFiles['serve'] = async ({ method, target, rawHeaders, own }, ownSession) => {
    if (method !== 'GET' && method !== 'HEAD') {
      throw new Refusal('method_not_allowed', undefined, { allow: 'GET, HEAD' });
    }
    const files = await read();
    const path = target.segments.join('/');
    const isPage = method === 'GET' && isPagePath(target.segments) && acceptsHtml(rawHeaders);
    const file = files.get(path) ?? (path === '' || isPage ? files.get(documentOf(target.segments)) : undefined);
    if (file === undefined) throw new Refusal('unknown_endpoint');
    const isCapture = file.html !== undefined && asksForCapture(target.query);
    const allowed = isCapture ? withPictures(file.headers) : file.headers;
    const fileHeaders = own.startsWith('https:') ? overTls(allowed) : allowed;
    if (file.html !== undefined && ownSession !== undefined) {
      const body = Buffer.from(withSession(file.html, await ownSession(), place.basePath));
      const { etag: _, ...headers } = fileHeaders;
      const length = String(body.length);
      return { status: 200, headers: { ...headers, 'cache-control': 'no-store', 'content-length': length }, body };
    }
    if (isUnchanged(rawHeaders, file.headers['etag'])) {
      const { 'content-type': _, 'content-length': __, ...headers } = fileHeaders;
      return { status: 304, headers, body: noBody };
    }
    return { status: 200, headers: fileHeaders, body: file.body };
  };
  return {
    serve,
    load: () =>
      read().then(
        () => true,
        () => false,
      ),
  };
}

async function readFolder(
  folder: string,
  session: Session,
  { basePath, frameAncestors, embedAncestors, resourcePolicy }: Place,
): Promise<ReadonlyMap<string, StaticFile>> {
  const ancestors = new Map([
    ['index.html', frameAncestors],
    ['embed.html', embedAncestors],
  ]);
  const files = new Map<string, StaticFile>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!entry.isFile() || /(^|\/)\.|\.map$/.test(path)) continue;
    const content = await readFile(join(folder, path));
    const framedBy = ancestors.get(path);
    const html = framedBy === undefined ? undefined : content.toString('utf8');
    const body = html === undefined ? content : Buffer.from(withSession(html, session, basePath));
    const hashed = path.startsWith('assets/');
    const headers = {
      ...(framedBy === undefined ? documentHeaders : framedHeaders(framedBy, resourcePolicy)),
      'cache-control': hashed ? 'private, max-age=31536000, immutable' : 'no-cache',
      'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
      'content-length': String(body.length),
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    };
    files.set(path, { body, headers, ...(html === undefined ? {} : { html }) });
  }
  return files;
}

/** True where the address asks for capture mode; "0" ends it. */
function asksForCapture(query: string | null): boolean {
  return (query ?? '').split('&').some((pair) => pair.startsWith('capture=') && pair !== 'capture=0');
}

/** Which of the two documents a page is: one for the frames of other pages, or the console itself. */
function documentOf([first]: readonly string[]): string {
  return first === 'embed' ? 'embed.html' : 'index.html';
}

/**
 * Pages have no dot in their last segment, but for devices, which old links name by IPv4 address or MagicDNS name;
 * hidden and tool paths are never pages.
 */
function isPagePath(segments: readonly string[]): boolean {
  const isDevice = segments.length === 2 && segments[0] === 'devices';
  const last = segments.at(-1) ?? '';
  return (isDevice || !last.includes('.')) && !segments.some((segment) => /^[.@]/.test(segment));
}

function acceptsHtml(rawHeaders: readonly string[]): boolean {
  return headerLines(rawHeaders, 'accept').some((line) => /(^|,)\s*text\/html\s*(;|,|$)/i.test(line));
}
