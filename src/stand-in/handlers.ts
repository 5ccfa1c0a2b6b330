import type * as v from 'valibot';
import { type Device } from '#contract/device.ts';
import { type EndpointName, type Endpoints, type Parameters } from '#contract/endpoints.ts';
import { type Answer, noDevice } from './answer.ts';
import { type TailnetState } from './tailnet.ts';

/** A request that has been recognised: its path parameters, query, accepted media type and parsed body. */
export type Call<N extends EndpointName> = {
  readonly parameters: Parameters<N>;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly body: Endpoints[N]['body'] extends v.GenericSchema ? v.InferOutput<Endpoints[N]['body']> : null;
};

export type Handler<N extends EndpointName> = (call: Call<N>) => Answer;

/** One handler for every row of the contract's table; a row without one does not compile. */
export type Handlers = { readonly [N in EndpointName]: Handler<N> };

type OnDevice = { readonly parameters: { readonly deviceId: string } };

/** Answers a read of one device, shared-in ones included; an unknown id is 404. */
export function visible<C extends OnDevice>(tailnet: TailnetState, handle: (device: Device, call: C) => Answer) {
  return (call: C): Answer => {
    const device = tailnet.store.find(call.parameters.deviceId);
    return device === undefined ? noDevice() : handle(device, call);
  };
}

/** Answers a write to one device; a shared-in device answers as an unknown one does (tailscale/tailscale#13186). */
export function managed<C extends OnDevice>(tailnet: TailnetState, handle: (device: Device, call: C) => Answer) {
  return visible<C>(tailnet, (device, call) => (device.isExternal ? noDevice() : handle(device, call)));
}
