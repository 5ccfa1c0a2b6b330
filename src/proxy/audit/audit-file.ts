import { closeSync, fdatasync, fstatSync, openSync, readSync, write } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ConfigError } from '#proxy/config-error.ts';
import type { AuditSink } from './audit-log.ts';

/**
 * Appends lines to a file. Each is handed to the system in one write before the answer to its request goes out, so a
 * process that is killed has lost none; and is asked to be on the disk right after, so a machine that loses power may
 * have lost the last few. A file that was renamed or removed is made anew, one that was emptied goes on from its start.
 * Throws ConfigError when the file cannot be opened; what comes later rejects.
 */
export function fileSink(path: string): AuditSink {
  let file = opened();
  let isSyncing = false;

  function opened(): { readonly fd: number; readonly dev: number; readonly ino: number; isTorn: boolean } {
    let fd: number;
    try {
      // Only its owner reads who did what.
      fd = openSync(path, 'a+', 0o600);
    } catch {
      throw new ConfigError('TAILBOARD_AUDIT_FILE names a file that cannot be written.');
    }
    const { dev, ino, size } = fstatSync(fd);
    const last = Buffer.alloc(1);
    const isTorn = size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
    return { fd, dev, ino, isTorn };
  }

  async function follow(): Promise<void> {
    const there = await stat(path).catch(() => undefined);
    if (there?.ino === file.ino && there.dev === file.dev) return;
    const next = opened();
    closeSync(file.fd);
    file = next;
  }

  return async (line) => {
    await follow();
    // After half a line, one that stands alone can be read all the same.
    const bytes = Buffer.from(file.isTorn ? `\n${line}` : line);
    const { fd } = file;
    const written = await new Promise<number>((resolve, reject) => {
      write(fd, bytes, 0, bytes.length, null, (error, count) => (error === null ? resolve(count) : reject(error)));
    });
    file.isTorn = written < bytes.length;
    if (file.isTorn) throw Object.assign(new Error('Only a part was written.'), { code: 'ENOSPC' });
    if (isSyncing) return;
    isSyncing = true;
    // Devices and pipes have nothing to sync, and say so.
    fdatasync(fd, () => (isSyncing = false));
  };
}

/** Writes lines to a stream such as standard output; rejects when its reader is gone. */
export function streamSink(stream: NodeJS.WritableStream): AuditSink {
  // Whoever wrote is told; without a listener, Node ends the process.
  stream.on('error', () => undefined);
  return (line) =>
    new Promise((resolve, reject) => {
      stream.write(line, (error) => (error ? reject(error) : resolve()));
    });
}
