import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '#proxy/config-error.ts';
import { fileSink, streamSink } from './audit-file.ts';
import { createAuditLog } from './audit-log.ts';

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tailboard-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'audit.jsonl');
}

const read = (path: string) => readFileSync(path, 'utf8');

test('lines go to the end of the file, in their order, and only its owner reads it', async () => {
  const path = newPath();
  writeFileSync(path, 'before\n', { mode: 0o600 });
  const log = createAuditLog(fileSink(path), () => undefined);
  await Promise.all(Array.from({ length: 50 }, (_, index) => log.write(`${index}\n`)));
  expect(read(path)).toBe(`before\n${Array.from({ length: 50 }, (_, index) => `${index}\n`).join('')}`);
  const fresh = newPath();
  await fileSink(fresh)('a\n');
  expect(statSync(fresh).mode & 0o777).toBe(0o600);
});

test('a file that is renamed or removed is made anew, and one that is emptied goes on', async () => {
  const path = newPath();
  const sink = fileSink(path);
  await sink('one\n');
  renameSync(path, `${path}.1`);
  await sink('two\n');
  expect([read(`${path}.1`), read(path)]).toEqual(['one\n', 'two\n']);
  rmSync(path);
  await sink('three\n');
  expect(read(path)).toBe('three\n');
  truncateSync(path);
  await sink('four\n');
  expect(read(path)).toBe('four\n');
});

test('a file that another has put in its place is gone on with', async () => {
  const path = newPath();
  const sink = fileSink(path);
  await sink('one\n');
  renameSync(path, `${path}.1`);
  writeFileSync(path, 'theirs\n');
  await sink('two\n');
  expect(read(path)).toBe('theirs\ntwo\n');
});

test('half a line that was left there does not spoil the next', async () => {
  const path = newPath();
  writeFileSync(path, 'whole\n{"half":');
  const sink = fileSink(path);
  await sink('next\n');
  await sink('last\n');
  expect(read(path)).toBe('whole\n{"half":\nnext\nlast\n');
});

test('a file that cannot be opened stops the start, and later the writes until it can', async () => {
  const path = newPath();
  expect(() => fileSink(join(path, 'no-such-folder'))).toThrow(ConfigError);
  const complaints: string[] = [];
  const log = createAuditLog(fileSink(path), (sentence) => complaints.push(sentence));
  rmSync(path);
  mkdirSync(path);
  await log.write('one\n');
  expect(complaints).toHaveLength(1);
  await expect(log.ready()).rejects.toMatchObject({ code: 'audit_unavailable' });
  rmSync(path, { recursive: true });
  await log.ready();
  expect(read(path)).toBe('one\n');
});

test('a stream whose reader is gone takes no line', async () => {
  const taken: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(line: string, _, done) {
      if (taken.length === 1) done(Object.assign(new Error('gone'), { code: 'EPIPE' }));
      else {
        taken.push(line);
        done();
      }
    },
  });
  const sink = streamSink(stream);
  await sink('one\n');
  await expect(sink('two\n')).rejects.toMatchObject({ code: 'EPIPE' });
  await expect(sink('three\n')).rejects.toBeInstanceOf(Error);
  expect(taken).toEqual(['one\n']);
});
