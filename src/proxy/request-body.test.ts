import { describe, expect, test } from 'vitest';
import { refusal, expectServed } from './testing/expectations.ts';
import { openSocket } from './testing/raw-client.ts';
import { type WiredProxy, wireProxy } from './testing/wired-proxy.ts';

const json = 'Content-Type: application/json';
const mebibyte = 2 ** 20;

function write(wired: WiredProxy, body: string | Buffer, line = 'POST /api/v2/device/12/routes') {
  return wired.send(wired.request(line, { headers: [...wired.pageHeaders, json], body }));
}

describe('a body that is not exactly what the call takes is refused', () => {
  test.each([
    ['an empty body', ''],
    ['an empty object', '{}'],
    ['null in the place of the list', '{"routes":null}'],
    ['a bare list', '[]'],
    ['a bare text', '"x"'],
    ['null', 'null'],
    ['a number', '1'],
    ['a text in the place of the list', '{"routes":"10.0.0.0/8"}'],
    ['numbers in the list', '{"routes":[1]}'],
    ['null in the list', '{"routes":["10.0.0.0/8",null]}'],
    ['a list in the list', '{"routes":[["10.0.0.0/8"]]}'],
    ['a key that the call does not know', '{"routes":[],"force":true}'],
    ['the same key in another case', '{"routes":["10.0.0.0/8"],"Routes":["0.0.0.0/0"]}'],
    ['only another case of the key', '{"ROUTES":["0.0.0.0/0"]}'],
    ['the key with an invisible letter', '{"routes":[],"routes\u200b":[]}'],
    ['a key that changes prototypes', '{"routes":[],"__proto__":{"x":1}}'],
    ['a key that every object inherits', '{"routes":[],"constructor":{"prototype":{"x":1}}}'],
    ['a route longer than any', `{"routes":["${'1'.repeat(65)}"]}`],
    [
      'more routes than any device has',
      `{"routes":${JSON.stringify(Array.from({ length: 5001 }, () => '10.0.0.0/8'))}}`,
    ],
    ['JSON that is cut', '{"routes":["10.0.0.0/8"'],
    ['something after the JSON', '{"routes":[]}{}'],
    ['a byte order mark', '\ufeff{"routes":[]}'],
    ['comments', '{"routes":[]/* all */}'],
    ['a form', 'routes=10.0.0.0%2F8'],
    ['bytes that are no UTF-8', Buffer.from('{"routes":["\xff\xfe"]}', 'latin1')],
    ['UTF-16', Buffer.from('{"routes":[]}', 'utf16le')],
    ['100,000 brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['100,000 brackets in the list', `{"routes":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('%s', async (_, body) => {
    const wired = await wireProxy();
    expect(await refusal(await write(wired, body), wired)).toBe('400 invalid_body');
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });

  test.each([
    ['tags of null', 'POST /api/v2/device/12/tags', '{"tags":null}'],
    ['no tags', 'POST /api/v2/device/12/tags', '{}'],
    ['authorized as a text', 'POST /api/v2/device/12/authorized', '{"authorized":"false"}'],
    ['key expiry as a number', 'POST /api/v2/device/12/key', '{"keyExpiryDisabled":0}'],
    ['a number beyond exact ones', 'POST /api/v2/device/12/attributes/custom:a', '{"value":9007199254740993}'],
    ['a number beyond all', 'POST /api/v2/device/12/attributes/custom:a', '{"value":1e400}'],
    ['a fraction', 'POST /api/v2/device/12/attributes/custom:a', '{"value":1.5}'],
    ['an attribute of null', 'POST /api/v2/device/12/attributes/custom:a', '{"value":null}'],
    [
      'a foreign attribute in a batch',
      'PATCH /api/v2/tailnet/-/device-attributes',
      '{"nodes":{"n1":{"node:os":null}}}',
    ],
    ['a bad id in a batch', 'PATCH /api/v2/tailnet/-/device-attributes', '{"nodes":{"../x":{}}}'],
    [
      'an id in a batch that every object inherits',
      'PATCH /api/v2/tailnet/-/device-attributes',
      '{"nodes":{"toString":{}}}',
    ],
    ['one invite without its list', 'POST /api/v2/device/12/device-invites', '{"multiUse":true}'],
    ['no invite', 'POST /api/v2/device/12/device-invites', '[]'],
  ])('%s', async (_, line, body) => {
    const wired = await wireProxy();
    expect(await refusal(await write(wired, body, line), wired)).toBe('400 invalid_body');
  });

  test('the refusal names the field and not the value', async () => {
    const wired = await wireProxy();
    const answer = await write(wired, '{"routes":["10.0.0.0/8",{"password":"hunter2"}]}');
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ message: 'The request body is not valid at "routes.1".' });
    const broken = await write(wired, '{"routes":["hunter2"');
    expect(broken?.body).not.toContain('hunter2');
  });
});

test('a body is not walked deeper than any call needs', async () => {
  const wired = await wireProxy();
  const answer = await write(wired, '{"routes":' + '['.repeat(20) + ']'.repeat(20) + '}');
  expect(answer?.body).toContain('nested too deeply');
});

describe('what goes upstream is written anew', () => {
  test.each([
    ['an explicit empty list clears', '{"routes":[]}', '{"routes":[]}'],
    ['spaces go', ' { "routes" : [ "10.0.0.0/8" ] } ', '{"routes":["10.0.0.0/8"]}'],
    [
      'of a key sent twice, one is left',
      '{"routes":["0.0.0.0/0"],"routes":["10.0.0.0/8"]}',
      '{"routes":["10.0.0.0/8"]}',
    ],
    ['an escaped key is that key', '{"rout\\u0065s":["10.0.0.0/8"]}', '{"routes":["10.0.0.0/8"]}'],
  ])('%s', async (_, sent, expected) => {
    const wired = await wireProxy();
    expect((await write(wired, sent))?.status).toBe(200);
    expect(wired.upstream.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([expected]);
  });

  test('a batch keeps ids, keys and deletions', async () => {
    const wired = await wireProxy();
    const body = '{"nodes":{"n1":{"custom:a":{"value":1},"custom:A":null},"N1":{}},"comment":"why"}';
    expect((await write(wired, body, 'PATCH /api/v2/tailnet/-/device-attributes'))?.status).toBe(200);
    expect(wired.upstream[0]?.body).toBe(body);
  });

  test('a body in many chunks is one body', async () => {
    const wired = await wireProxy();
    const client = await openSocket(wired.port);
    const head = ['POST /api/v2/device/12/routes HTTP/1.1', ...wired.pageHeaders, json, 'Transfer-Encoding: chunked'];
    client.send(`${head.join('\r\n')}\r\n\r\n`);
    for (const letter of '{"routes":["é"]}') {
      const bytes = Buffer.from(letter);
      for (const byte of bytes)
        client.send(Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]));
    }
    client.send('0\r\n\r\n');
    expect((await client.next())?.status).toBe(200);
    expect(wired.upstream.find(({ method }) => method === 'POST')?.body).toBe('{"routes":["é"]}');
    client.socket.destroy();
  });
});

describe('a body of more than 1 MiB is refused', () => {
  const large = `{"routes":["${'1'.repeat(mebibyte)}"]}`;

  test('by its announced length, before it is read', async () => {
    const wired = await wireProxy();
    const head = [...wired.pageHeaders, json, `Content-Length: ${mebibyte + 1}`];
    const answer = await wired.send(wired.request('POST /api/v2/device/12/routes', { headers: head }));
    expect(await refusal(answer, wired)).toBe('413 body_too_large');
  });

  test('when it is sent whole', async () => {
    const wired = await wireProxy();
    expect(await refusal(await write(wired, large), wired)).toBe('413 body_too_large');
  });

  test('when its length is not announced', async () => {
    const wired = await wireProxy();
    const head = [...wired.pageHeaders, json, 'Transfer-Encoding: chunked'];
    const start = wired.request('POST /api/v2/device/12/routes', { headers: head });
    const chunk = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
    const answer = await wired.send(Buffer.concat([start, Buffer.from(chunk)]));
    expect(await refusal(answer, wired)).toBe('413 body_too_large');
  });

  test('when it never ends', async () => {
    const wired = await wireProxy();
    const client = await openSocket(wired.port);
    const head = [...wired.pageHeaders, json, 'Transfer-Encoding: chunked'];
    client.send(wired.request('POST /api/v2/device/12/routes', { headers: head }));
    const chunk = Buffer.from(`${mebibyte.toString(16)}\r\n${'1'.repeat(mebibyte)}\r\n`);
    const pour = () => {
      while (!client.socket.destroyed && client.socket.write(chunk));
    };
    client.socket.on('drain', pour);
    pour();
    expect(await refusal(await client.next(), wired)).toBe('413 body_too_large');
    client.socket.destroy();
  });

  test('and one of just under 1 MiB is read', async () => {
    const wired = await wireProxy();
    const padded = `{"routes":[]}${' '.repeat(mebibyte - 13)}`;
    expect((await write(wired, padded))?.status).toBe(200);
  });
});

describe('a body on a call that takes none is refused, and the connection stays in step', () => {
  test.each([
    ['GET /api/v2/tailnet/-/devices'],
    ['DELETE /api/v2/device/12'],
    ['POST /api/v2/device/12/expire'],
    ['POST /api/v2/device-invites/77/resend'],
    ['DELETE /api/v2/device/12/attributes/custom:a'],
  ])('%s', async (line) => {
    const wired = await wireProxy();
    const client = await openSocket(wired.port);
    client.send(wired.request(line, { headers: [...wired.pageHeaders, json], body: 'hello' }));
    expect(await refusal(await client.next(), wired)).toBe('400 invalid_body');
    client.send(wired.request('GET /api/v2/device/12'));
    expect((await client.next())?.status).toBe(200);
    client.socket.destroy();
  });

  test('a request hidden in the body of a GET is not run', async () => {
    const wired = await wireProxy();
    const client = await openSocket(wired.port);
    const hidden = wired.request('DELETE /api/v2/device/12').toString('latin1');
    client.send(wired.request('GET /api/v2/tailnet/-/devices', { body: hidden }));
    expect(await refusal(await client.next(), wired)).toBe('400 invalid_body');
    client.send(wired.request('GET /api/v2/device/13'));
    expect((await client.next())?.status).toBe(200);
    expect(wired.upstream.map(({ method }) => method)).not.toContain('DELETE');
    client.socket.destroy();
  });

  test('a body in chunks, on a read', async () => {
    const wired = await wireProxy();
    const headers = [...wired.pageHeaders, 'Transfer-Encoding: chunked'];
    const start = wired.request('GET /api/v2/device/12', { headers });
    const answer = await wired.send(Buffer.concat([start, Buffer.from('5\r\nhello\r\n0\r\n\r\n')]));
    expect(await refusal(answer, wired)).toBe('400 invalid_body');
  });

  test('an empty object is a body too', async () => {
    const wired = await wireProxy();
    expect(await refusal(await write(wired, '{}', 'POST /api/v2/device/12/expire'), wired)).toBe('400 invalid_body');
  });
});

test('a client that leaves in the middle of its body causes nothing', async () => {
  const wired = await wireProxy();
  const client = await openSocket(wired.port);
  const headers = [...wired.pageHeaders, json, 'Content-Length: 100'];
  client.send(Buffer.concat([wired.request('POST /api/v2/device/12/routes', { headers }), Buffer.from('{"routes":')]));
  client.socket.destroy();
  await client.closed;
  await wired.logged(1);
  expect(wired.log[0]).toMatchObject({ endpoint: 'setRoutes', code: 'invalid_body', clientGone: true });
  await expectServed(wired);
  expect(wired.upstream).toEqual([]);
});
