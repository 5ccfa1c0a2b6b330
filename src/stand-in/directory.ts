import { json, ready } from './answer.ts';
import { type Handlers } from './handlers.ts';
import { hashText } from './random.ts';
import { moment, rfc3339 } from './rfc3339.ts';
import { type Person, type TailnetState } from './tailnet.ts';

type DirectoryHandlers = Pick<Handlers, 'listUsers' | 'getPolicy' | 'getSettings'>;

/** Who and what surrounds the devices: users, the policy file and the tailnet's settings; all read-only here. */
export function directoryHandlers(tailnet: TailnetState): DirectoryHandlers {
  return {
    listUsers({ query }) {
      const type = query.get('type') ?? 'member';
      const role = query.get('role') ?? 'all';
      const people = tailnet
        .people()
        .filter((person) => (type === 'all' || person.type === type) && (role === 'all' || person.role === role));
      return json({ users: withDevices(tailnet, people) });
    },
    getPolicy({ accept }) {
      const text = JSON.stringify(tailnet.policy, null, 2);
      const type = accept.includes('application/hujson') ? 'application/hujson' : 'application/json';
      return ready(text, { 'content-type': type, etag: `"${hashText(text).toString(16).padStart(8, '0')}"` });
    },
    getSettings: () => json(tailnet.settings),
  };
}

/** Counts come from the devices as they are now; a tagged device belongs to its tags and not to its user. */
function withDevices(tailnet: TailnetState, people: readonly Person[]): Person[] {
  const byLogin = new Map<string, { count: number; connected: boolean; seen: number }>();
  for (const device of tailnet.store.every()) {
    if (!device.user || (device.tags ?? []).length > 0) continue;
    const known = byLogin.get(device.user) ?? { count: 0, connected: false, seen: 0 };
    const connected = device.connectedToControl === true;
    byLogin.set(device.user, {
      count: known.count + 1,
      connected: known.connected || connected,
      seen: Math.max(known.seen, connected ? tailnet.now() : (moment(device.lastSeen) ?? 0)),
    });
  }
  return people.map((person) => {
    const devices = byLogin.get(person.loginName ?? '');
    const seen = devices && devices.seen > 0 ? { lastSeen: rfc3339(devices.seen) } : {};
    return {
      ...person,
      tailnetId: tailnet.id,
      deviceCount: devices?.count ?? 0,
      currentlyConnected: devices?.connected ?? false,
      ...seen,
    };
  });
}
