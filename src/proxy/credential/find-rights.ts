import { type Part, type Right, type Rights, parts, rightsOf } from '#contract/rights.ts';
import * as v from 'valibot';
import { type Upstream, type UpstreamCall, createCallUpstream, apiSecrets } from '#proxy/call-upstream.ts';
import { createRedactor } from '#proxy/redact.ts';
import { Refusal } from '#proxy/refusal.ts';

/** What was found of one part: what may be done, undefined where that is not known, and how its reading went. */
export type Finding = {
  readonly part: Part;
  readonly right: Right | undefined;
  /** True and false for an answer and a plain no; undefined where neither came, or nobody asked. */
  readonly isRead: boolean | undefined;
};

const limits = { readMs: 15_000, writeMs: 15_000, requestBytes: 0, answerBytes: 2 ** 28 };

/**
 * Finds out what a credential is let at: by its scopes where they are told, and by one reading of each part, one after
 * the other. Nothing is changed for it, so what the key of a person may change shows when it is tried. Never rejects; a
 * part that could not be asked about stays unknown.
 */
export async function findRights(upstream: Upstream, tailnet: string): Promise<readonly Finding[]> {
  const callUpstream = createCallUpstream(
    upstream,
    limits,
    createRedactor(() => apiSecrets(upstream)),
  );
  const read = async (call: UpstreamCall): Promise<{ isRead: boolean | undefined; body?: Buffer }> => {
    try {
      const { judged } = await callUpstream(call);
      if (judged.kind === 'success') return { isRead: true, body: judged.body };
      // That there is none of it is an answer to somebody who may ask.
      return { isRead: judged.status === 403 ? false : judged.status === 404 ? true : undefined };
    } catch (error) {
      if (error instanceof Refusal) return { isRead: undefined };
      throw error;
    }
  };
  // The first of all, as it brings the scopes of an OAuth client, and a device to ask more about.
  const list = await read({ name: 'listDevices', parameters: { tailnet } });
  const deviceId = list.body && firstDevice(list.body);
  const scoped = rightsOf(upstream.credential.scopes() ?? []);
  const ofDevice = (name: 'getRoutes' | 'getAttributes' | 'listInvites') => async () =>
    deviceId === undefined ? undefined : (await read({ name, parameters: { deviceId } })).isRead;
  const ofTailnet = (name: 'getPolicy' | 'getSettings' | 'listUsers') => async () =>
    (await read({ name, parameters: { tailnet } })).isRead;
  const ask: Readonly<Record<Part, () => Promise<boolean | undefined>>> = {
    devices: () => Promise.resolve(list.isRead),
    routes: ofDevice('getRoutes'),
    posture: ofDevice('getAttributes'),
    invites: ofDevice('listInvites'),
    policy: ofTailnet('getPolicy'),
    settings: ofTailnet('getSettings'),
    users: ofTailnet('listUsers'),
  };
  const findings: Finding[] = [];
  for (const part of parts) {
    const isRead = scoped[part] === 'none' ? undefined : await ask[part]();
    findings.push({ part, isRead, right: isRead === false ? 'none' : scoped[part] });
  }
  return findings;
}

/** What the API has plainly refused to tell, which holds whatever scopes say. */
export function refusedIn(findings: readonly Finding[]): Rights {
  return Object.fromEntries(findings.flatMap(({ part, isRead }) => (isRead === false ? [[part, 'none']] : [])));
}

function firstDevice(body: Buffer): string | undefined {
  const oneDevice = v.object({ nodeId: v.optional(v.string()), isExternal: v.optional(v.boolean()) });
  const parsed = v.safeParse(v.object({ devices: v.array(v.unknown()) }), parse(body));
  for (const entry of parsed.success ? parsed.output.devices : []) {
    const device = v.safeParse(oneDevice, entry);
    // Of a device that is shared in, little can be asked, whatever the credential.
    if (device.success && device.output.isExternal !== true && device.output.nodeId) return device.output.nodeId;
  }
  return undefined;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
