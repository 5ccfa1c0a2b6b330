import { nothing, refusal } from './answer.ts';
import { type Handlers, managed } from './handlers.ts';
import { type TailnetState } from './tailnet.ts';

const spelling = /^tag:[a-zA-Z][a-zA-Z0-9-]*$/;

/** Tags of a device: the list is replaced and sorted; the last tag cannot go (https://tailscale.com/kb/1068/tags). */
export function tagHandlers(tailnet: TailnetState): Pick<Handlers, 'setTags'> {
  return {
    setTags: managed(tailnet, (device, { body }) => {
      const owners = tailnet.policy.tagOwners ?? {};
      const refused = body.tags.filter((tag) => !spelling.test(tag) || !Object.hasOwn(owners, tag));
      if (refused.length > 0) {
        return refusal(400, `requested tags [${refused.join(' ')}] are invalid or not permitted`);
      }
      const wasTagged = (device.tags ?? []).length > 0;
      const tags = [...new Set(body.tags)].toSorted();
      if (tags.length === 0) {
        return wasTagged ? refusal(400, 'tagged nodes cannot be untagged without reauth') : nothing();
      }
      device.tags = tags;
      if (!wasTagged) {
        // A tagged device belongs to its tags; its key no longer expires, and the old date stays where it was.
        device.user = 'tagged-devices';
        device.keyExpiryDisabled = true;
        tailnet.settleConnection(device);
      }
      tailnet.store.touch(device);
      return nothing();
    }),
  };
}
