/** The sections of a device that can be embedded alone: all of its page but those that only change something. */
const embedSections = ['routes', 'network', 'tags', 'key', 'address', 'posture', 'sharing', 'machine'] as const;
export type EmbedSection = (typeof embedSections)[number];

/** What an embed page shows; "nowhere" is an address that none has. */
export type EmbedPlace =
  | { readonly kind: 'attention' }
  | { readonly kind: 'device'; readonly nodeId: string; readonly section: EmbedSection | undefined }
  | { readonly kind: 'nowhere' };

/** The section of this name that can be embedded; undefined for any other text. */
export function embedSectionOf(name: string | undefined): EmbedSection | undefined {
  return embedSections.find((id) => id === name);
}

/** Reads the path of an embed page, below the base path: /embed/attention, /embed/device/<nodeId>[/<section>]. */
export function readEmbedPlace(path: string): EmbedPlace {
  const [, nodeId, , section] = /^\/embed\/device\/([A-Za-z0-9]{1,64})(\/([a-z]+))?\/?$/.exec(path) ?? [];
  if (/^\/embed\/attention\/?$/.test(path)) return { kind: 'attention' };
  if (nodeId === undefined) return { kind: 'nowhere' };
  if (section === undefined) return { kind: 'device', nodeId, section };
  const known = embedSectionOf(section);
  return known === undefined ? { kind: 'nowhere' } : { kind: 'device', nodeId, section: known };
}

/** The address of an embed page below the base path, for links that are taken along. */
export function embedPath(nodeId: string, section?: EmbedSection): string {
  return `/embed/device/${encodeURIComponent(nodeId)}${section === undefined ? '' : `/${section}`}`;
}
