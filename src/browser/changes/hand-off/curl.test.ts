import { expect, test } from 'vitest';
import { curlCommand, curlOf } from './curl.ts';

test('a read is a plain curl with the key as a variable', () => {
  expect(curlCommand('getDevice', { deviceId: 'n5SUKe8CNTRL' })).toBe(
    `curl 'https://api.tailscale.com/api/v2/device/n5SUKe8CNTRL' \\\n  -H "Authorization: Bearer $TAILSCALE_API_KEY"`,
  );
});

test('a write names its method, its type and its body', () => {
  const command = curlCommand('setAuthorized', { deviceId: 'n1' }, { authorized: true });
  expect(command).toContain(`curl -X POST 'https://api.tailscale.com/api/v2/device/n1/authorized'`);
  expect(command).toContain(`-H 'Content-Type: application/json'`);
  expect(command).toContain(`-d '{"authorized":true}'`);
});

test('a quote in a value does not end the word of the shell', () => {
  expect(curlCommand('setName', { deviceId: 'n1' }, { name: "joe's" })).toContain(`-d '{"name":"joe'\\''s"}'`);
});

test('an id that is none is not pasted into a command', () => {
  expect(() => curlCommand('getDevice', { deviceId: "n1';id;'" })).toThrow(TypeError);
});

test('a request of the log is the command that would have sent it', () => {
  const request = { method: 'DELETE', path: '/api/v2/device/n1', body: undefined };
  expect(curlOf(request)).toBe(curlCommand('deleteDevice', { deviceId: 'n1' }));
});
