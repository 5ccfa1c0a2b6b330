import type { Api } from '#browser/api/api-context.ts';
import type { Aspect, Entry } from '#browser/changes/change.ts';
import type { DeviceWriter } from '#browser/device/editing/device-mutation.ts';

/** Who takes a change back: the page's API, its cache, and whose change it is. */
export type UndoWriter = DeviceWriter & { readonly api: Pick<Api, 'exchange' | 'activity'> };

/** Carries an inverse intent out against the value of this moment; `undoes` is the entry of the log that it takes back. */
type UndoAspect = (writer: UndoWriter, intent: unknown, undoes: string) => Promise<unknown>;

// Each is loaded when it is first needed, so that the list of changes does not bring every panel along.
const undoOf: Partial<Record<Aspect, () => Promise<UndoAspect>>> = {
  routes: async () => {
    const { undoRoutes } = await import('./subnet-routes/subnet-routes.undo.ts');
    // Routes have a patience of their own.
    return ({ api, queryClient, deviceId }, ...rest) => undoRoutes({ api, queryClient, deviceId }, ...rest);
  },
  tags: async () => (await import('./tags/tags.undo.ts')).undoTags,
  'key-expiry': async () => (await import('./key-expiry/key-expiry.undo.ts')).undoKeyExpiry,
  approval: async () => (await import('./approval/approval.undo.ts')).undoApproval,
  ipv4: async () => (await import('./addresses/ipv4.undo.ts')).undoIpv4,
  name: async () => (await import('./name/name.undo.ts')).undoName,
  posture: async () => (await import('./posture/posture.undo.ts')).undoPosture,
};

/**
 * Takes a change back, as an intent against what the server has now; the entry then counts as undone. Throws Error when
 * there is no way back, ValiError when the entry's intent has another shape, and what its aspect throws.
 */
export async function undoChange(writer: UndoWriter, entry: Entry): Promise<void> {
  const load = entry.undo && undoOf[entry.undo.aspect];
  if (entry.undo === undefined || load === undefined) throw new Error(`There is no way back from "${entry.title}".`);
  const undo = await load();
  await undo(writer, entry.undo.intent, entry.id);
}
