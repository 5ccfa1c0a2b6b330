/** The sections of a device page in reading order: the fragment that links to each, and its word in the index. */
export const sections = [
  { id: 'routes', label: 'Routes' },
  { id: 'network', label: 'Network' },
  { id: 'tags', label: 'Tags' },
  { id: 'key', label: 'Key' },
  { id: 'address', label: 'Addresses' },
  { id: 'posture', label: 'Posture' },
  { id: 'sharing', label: 'Sharing' },
  { id: 'machine', label: 'Machine' },
  { id: 'danger', label: 'Danger zone' },
] as const;

export type SectionId = (typeof sections)[number]['id'];

/** The section that a fragment without its "#" means; undefined for any other text. */
export function sectionOf(fragment: string): SectionId | undefined {
  return sections.find((section) => section.id === fragment)?.id;
}
