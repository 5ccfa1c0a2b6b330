import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '#proxy/config-error.ts';
import { deferred } from '#proxy/testing/deferred.ts';
import { openSocket } from '#proxy/testing/raw-client.ts';
import { wireProxy } from '#proxy/testing/wired-proxy.ts';
import { fileSink } from './audit-file.ts';
import { fileJournal } from './audit-journal.ts';
import type { AuditLine } from './audit-line.ts';
import { createAuditLog } from './audit-log.ts';

const never = (sentence: string) => {
  throw new Error(sentence);
};

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tailboard-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'audit.jsonl');
}

const read = (path: string) => readFileSync(path, 'utf8');
const auditIn = (path: string) => createAuditLog(fileSink(path), never, fileJournal(`${path}.pending`));
// Reason for the cast: each line was made from this very type.
const linesIn = (path: string) =>
  read(path)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditLine);

test('a write that was under way when the process was killed leaves a line with the next start, once', async () => {
  const path = newPath();
  const sent = deferred<undefined>();
  const wired = await wireProxy({
    audit: auditIn(path),
    fetch: (request) => {
      if (request.method === 'GET') return Promise.resolve(Response.json({ name: 'edge.example.ts.net' }));
      if (request.url.endsWith('/expire')) return Promise.resolve(Response.json(null));
      sent.resolve(undefined);
      return new Promise(() => undefined);
    },
  });
  const client = await openSocket(wired.port);
  const headers = [...wired.pageHeaders, 'Content-Type: application/json'];
  client.send(wired.request('POST /api/v2/device/12/name', { headers, body: '{"name":"edge-1"}' }));
  await sent.promise;
  const expire = wired.request('POST /api/v2/device/12/expire', {
    headers: [...wired.pageHeaders, 'Content-Type: application/json'],
  });
  expect((await wired.send(expire))?.status).toBe(200);
  client.socket.destroy();
  // Nothing that a killed process still would have done is of any use to the next one.
  await auditIn(path).write('{}\n');
  expect(linesIn(path).map(({ action, outcome, status }) => [action, outcome, status])).toEqual([
    ['expireDevice', 'applied', 200],
    ['setName', 'unknown', 0],
    [undefined, undefined, undefined],
  ]);
  expect(linesIn(path)[1]).toMatchObject({ before: { name: 'edge.example.ts.net' }, after: { name: 'edge-1' } });
  expect(read(`${path}.pending`)).toBe('');
  await auditIn(path).write('{}\n');
  expect(linesIn(path)).toHaveLength(4);
});

test('is empty whenever nothing is under way, however many writes overlap', () => {
  const path = newPath();
  const journal = fileJournal(path);
  const [one, two, three] = ['one\n', 'two\n', 'three\n'].map((line) => journal.note(line));
  two?.strike();
  expect(fileJournal(path).left.map(({ line }) => line)).toEqual(['one\n', 'three\n']);
  three?.strike();
  expect(fileJournal(path).left.map(({ line }) => line)).toEqual(['one\n']);
  one?.strike();
  expect(read(path)).toBe('');
});

test('half a note was not sent, and does not spoil the next', () => {
  const path = newPath();
  writeFileSync(path, 'a1 {"whole":1}\na2 {"half":');
  const journal = fileJournal(path);
  expect(journal.left.map(({ line }) => line)).toEqual(['{"whole":1}\n']);
  journal.note('{"next":1}\n');
  appendFileSync(path, 'a3 {"ha');
  expect(fileJournal(path).left.map(({ line }) => line)).toEqual(['{"whole":1}\n', '{"next":1}\n']);
});

test('a write that cannot be noted is not sent', async () => {
  const path = newPath();
  const complaints: string[] = [];
  const journal = {
    left: [],
    note: () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
  };
  const audit = createAuditLog(fileSink(path), (sentence) => complaints.push(sentence), journal);
  const wired = await wireProxy({ audit });
  const headers = [...wired.pageHeaders, 'Content-Type: application/json'];
  const answer = await wired.send(wired.request('POST /api/v2/device/12/expire', { headers }));
  expect(answer?.headers['x-tailboard-error']).toBe('audit_unavailable');
  expect(wired.upstream.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(complaints).toEqual(['The journal of the audit log cannot be written (ENOSPC); nothing is changed.']);
  expect(linesIn(path)).toMatchObject([{ outcome: 'refused', code: 'audit_unavailable' }]);
});

test('a journal that cannot be opened stops the start', () => {
  expect(() => fileJournal(join(newPath(), 'no-such-folder'))).toThrow(ConfigError);
});
