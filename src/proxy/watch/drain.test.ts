import { describe, expect, test } from 'vitest';
import { deferred } from '#proxy/testing/deferred.ts';
import { openSocket } from '#proxy/testing/raw-client.ts';
import { type Wiring, wireProxy } from '#proxy/testing/wired-proxy.ts';

const authorize = 'POST /api/v2/device/12/authorized';
const body = '{"authorized":true}';

/** A proxy whose API answers when it is told to; `asked` resolves when it has been asked that often. */
async function slowWorld(patience: Wiring['patience'], count = 1) {
  const { promise: answer, resolve } = deferred<void>();
  const { promise: asked, resolve: nowAsked } = deferred<void>();
  let seen = 0;
  const wired = await wireProxy({
    ...(patience ? { patience } : {}),
    fetch: async (request) => {
      seen += 1;
      if (seen === count) nowAsked();
      await answer;
      return Response.json(request.method === 'GET' ? { devices: [] } : null);
    },
  });
  const write = () =>
    wired.request(authorize, { headers: [...wired.pageHeaders, 'Content-Type: application/json'], body });
  return { wired, asked, answerNow: () => resolve(), write };
}

describe('told to stop', () => {
  test('with a write under way, the console finishes it, answers, and closes the connection', async () => {
    const { wired, asked, answerNow, write } = await slowWorld({ readMs: 20, writeMs: 10_000 });
    const client = await openSocket(wired.port);
    client.send(write());
    await asked;
    const idle = await openSocket(wired.port);
    const closing = wired.close();
    // The time of a read is over when this one, which was never used, is closed.
    await idle.closed;
    answerNow();
    const answer = await client.next();
    expect([answer?.status, answer?.headers['connection']]).toEqual([200, 'close']);
    await client.closed;
    await closing;
    expect(wired.upstream.length).toBe(1);
    expect(wired.log.map(({ endpoint, status }) => [endpoint, status])).toEqual([['setAuthorized', 200]]);
  });

  test('with a write under way whose client has left, it knows of it until it is done', async () => {
    const { wired, asked, answerNow, write } = await slowWorld({ readMs: 20, writeMs: 10_000 });
    const client = await openSocket(wired.port);
    client.send(write());
    await asked;
    client.socket.destroy();
    await client.closed;
    // The proxy has read of the disconnection when it answers a later connection.
    await wired.send(wired.request('GET /api/v2/nothing'));
    await wired.close();
    expect(wired.watch.writes()).toBe(1);
    const done = wired.watch.writesDone();
    answerNow();
    await done;
    expect(wired.watch.writes()).toBe(0);
    expect(wired.log[1]).toMatchObject({ endpoint: 'setAuthorized', status: 200, clientGone: true });
  });

  test('with a read under way, it gives it a moment and no more', async () => {
    const { wired, asked } = await slowWorld({ readMs: 20, writeMs: 10_000 });
    const client = await openSocket(wired.port);
    client.send(wired.request('GET /api/v2/tailnet/-/devices'));
    await asked;
    await wired.close();
    expect(await client.next()).toBeUndefined();
  });

  test('with a write behind a read on one connection, neither is dropped', async () => {
    const { wired, asked, answerNow, write } = await slowWorld({ readMs: 20, writeMs: 10_000 }, 2);
    const client = await openSocket(wired.port);
    const idle = await openSocket(wired.port);
    client.send(Buffer.concat([wired.request('GET /api/v2/tailnet/-/devices'), write()]));
    await asked;
    const closing = wired.close();
    await idle.closed;
    answerNow();
    expect([(await client.next())?.status, (await client.next())?.status]).toEqual([200, 200]);
    await closing;
  });

  test('a write that takes too long ends with its connection', async () => {
    const { wired, asked, write } = await slowWorld({ readMs: 10, writeMs: 50 });
    const client = await openSocket(wired.port);
    client.send(write());
    await asked;
    await wired.close();
    expect(await client.next()).toBeUndefined();
    expect(wired.watch.writes()).toBe(1);
  });

  test('nobody new is let in', async () => {
    const { wired, asked, answerNow, write } = await slowWorld({ readMs: 20, writeMs: 10_000 });
    const client = await openSocket(wired.port);
    client.send(write());
    await asked;
    const closing = wired.close();
    const refused = await fetch(`${wired.origin}/healthz`).then(
      () => 'answered',
      () => 'refused',
    );
    expect(refused).toBe('refused');
    answerNow();
    await closing;
  });
});

test('garbage behind a write is not answered in the place of the write', async () => {
  const { wired, asked, answerNow, write } = await slowWorld(undefined);
  const client = await openSocket(wired.port);
  client.send(Buffer.concat([write(), Buffer.from('SSH-2.0\r\n\r\n')]));
  await asked;
  await wired.send('SSH-2.0\r\n\r\n');
  answerNow();
  const answer = await client.next();
  expect([answer?.status, answer?.body]).toEqual([200, 'null']);
  await client.closed;
});

test.each(['CONNECT evil.example:443', 'GET /socket'])(
  '%s behind a write is not answered in its place, and holds no connection',
  async (line) => {
    const { wired, asked, answerNow, write } = await slowWorld({ readMs: 20, writeMs: 60_000 });
    const client = await openSocket(wired.port);
    const upgrade = line.startsWith('GET') ? 'Connection: Upgrade\r\nUpgrade: websocket\r\n' : '';
    const behind = `${line} HTTP/1.1\r\nHost: 127.0.0.1:${wired.port}\r\n${upgrade}\r\n`;
    client.send(Buffer.concat([write(), Buffer.from(behind)]));
    await asked;
    answerNow();
    const answer = await client.next();
    expect([answer?.status, answer?.body]).toEqual([200, 'null']);
    await client.closed;
    await wired.close();
  },
);

test('a client that keeps its half of a refused connection open does not keep ours', async () => {
  const wired = await wireProxy({ patience: { readMs: 60_000, writeMs: 60_000 } });
  const client = await openSocket(wired.port);
  client.socket.allowHalfOpen = true;
  client.send('CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n');
  expect((await client.next())?.status).toBe(405);
  await wired.close();
  client.socket.destroy();
});
