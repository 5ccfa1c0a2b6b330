import { describe, expect, test } from 'vitest';
import { endpointPath, matchEndpoint } from './endpoint-path.ts';
import { endpointNames, endpoints } from './endpoints.ts';

describe('the endpoint table', () => {
  test('finds every call by its own path', () => {
    const samples = { tailnet: '-', deviceId: 'n5SUKe8CNTRL', attributeKey: 'custom:a', inviteId: '12' };
    for (const name of endpointNames) {
      const segments = endpointPath(name, samples).slice(1).split('/').map(decodeURIComponent);
      expect(matchEndpoint(endpoints[name].method, segments)).toMatchObject({ kind: 'found', name });
    }
  });

  test.each(['..', '.', '', '../tailnet/-/keys', 'a/b', 'n 1', 'a%2F', 'é', 'x'.repeat(65)])(
    'never lets the id %j become another path',
    (deviceId) => {
      expect(() => endpointPath('expireDevice', { deviceId })).toThrow(TypeError);
      expect(matchEndpoint('POST', ['device', deviceId, 'expire'])).toEqual({
        kind: 'bad-parameter',
        parameter: 'deviceId',
      });
    },
  );

  test('says which methods a known path has', () => {
    expect(matchEndpoint('PUT', ['device', '12', 'routes'])).toEqual({
      kind: 'method-not-allowed',
      allow: ['GET', 'POST'],
    });
  });

  test('knows no other call of the API', () => {
    expect(matchEndpoint('POST', ['tailnet', '-', 'keys'])).toEqual({ kind: 'unknown' });
    expect(matchEndpoint('POST', ['tailnet', '-', 'acl'])).toEqual({ kind: 'method-not-allowed', allow: ['GET'] });
    expect(matchEndpoint('GET', ['API', 'v2'])).toEqual({ kind: 'unknown' });
  });

  test('sends the colon of an attribute key as it is', () => {
    expect(endpointPath('setAttribute', { deviceId: '12', attributeKey: 'custom:myKey' })).toBe(
      '/device/12/attributes/custom:myKey',
    );
  });
});
