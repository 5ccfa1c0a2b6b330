import * as v from 'valibot';
import { type ListedDevice, readDeviceList } from '#contract/device-list.ts';
import type { Method } from '#contract/endpoint.ts';
import { type Answer, type EndpointName, endpoints } from '#contract/endpoints.ts';
import { errorBodySchema } from '#contract/session.ts';
import { type StandIn } from './stand-in.ts';

export type Called = {
  readonly status: number;
  readonly text: string;
  /** The parsed body; undefined where it is no JSON. */
  readonly json: unknown;
  readonly headers: Headers;
};

/** Calls a stand-in for tests, as a client with a valid token does; `path` is the part below /api/v2. */
export type ApiCaller = (method: Method, path: string, body?: unknown) => Promise<Called>;

export function apiCaller(standIn: StandIn): ApiCaller {
  return async (method, path, body) => {
    const response = await standIn.fetch(apiRequest(method, path, body));
    const text = await response.text();
    return { status: response.status, text, json: parsed(text), headers: response.headers };
  };
}

/** The answer, parsed by the row that was called. Throws where the row's schema does not take it. */
export function answerOf<N extends EndpointName>(name: N, called: Called): Answer<N> {
  return v.parse(endpoints[name].answer, called.json);
}

/** The devices of a list answer. */
export function devicesOf(called: Called): readonly ListedDevice[] {
  return readDeviceList(answerOf('listDevices', called).devices).devices;
}

/** `null` for a write that went well, else the status and the API's sentence, e.g. `400 Address already in use`. */
export function outcome(called: Called): string {
  return called.status === 200 ? called.text : `${called.status} ${v.parse(errorBodySchema, called.json).message}`;
}

/** The request alone, for tests that need its signal or its headers. */
export function apiRequest(method: Method, path: string, body?: unknown, init: RequestInit = {}): Request {
  return new Request(`https://api.tailscale.com/api/v2${path}`, {
    method,
    headers: { authorization: 'Bearer tskey-demo', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...init,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
