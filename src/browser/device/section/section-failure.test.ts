import { describe, expect, test } from 'vitest';
import { ApiError } from '#browser/api/api-error.ts';
import { describeFailure } from './section-failure.ts';

const invites = { plural: 'invites', scope: 'device_invites:read' };

describe('a section that could not be loaded', () => {
  test('says what is missing, with the status and the server’s own words', () => {
    const error = new ApiError('try later', { kind: 'server', status: 503, requestId: 'req-1' });
    expect(describeFailure(error, invites)).toMatchObject({
      title: 'Invites could not be loaded (503).',
      quote: 'try later',
      requestId: 'req-1',
      isBroken: true,
    });
  });

  test('501 is an answer: nothing is broken, and there is nothing to try again', () => {
    const error = new ApiError('not implemented', { kind: 'unsupported', status: 501 });
    expect(describeFailure(error, { plural: 'posture attributes', scope: 'x' })).toMatchObject({
      title: 'This server does not offer posture attributes (501).',
      meta: 'Not available',
      isBroken: false,
    });
  });

  test('403 names the scope that the key lacks', () => {
    const error = new ApiError('not allowed', { kind: 'forbidden', status: 403, code: 'upstream_forbidden' });
    expect(describeFailure(error, invites)).toMatchObject({
      title: 'This key may not read invites (403).',
      detail: 'The scope for it is device_invites:read.',
      quote: 'not allowed',
      isBroken: false,
    });
  });

  test('a 403 of the proxy itself is not blamed on the key', () => {
    const error = new ApiError('This address is not one of the console’s names.', {
      kind: 'forbidden',
      status: 403,
      code: 'host_not_allowed',
    });
    expect(describeFailure(error, invites)).toMatchObject({
      title: 'Invites could not be loaded (403).',
      isBroken: true,
    });
  });

  test('without a network it is not the server’s fault', () => {
    expect(describeFailure(new ApiError('You are offline.', { kind: 'offline' }), invites)).toMatchObject({
      title: 'Invites could not be loaded: you are offline.',
      quote: undefined,
    });
  });
});
