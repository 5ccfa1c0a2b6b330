/** A Chromium that Playwright can drive, or which ones were tried in vain and why. */
export type Found =
  | { readonly name: string; readonly executablePath?: string; readonly sandbox: boolean; readonly tried?: undefined }
  | { readonly tried: readonly string[] };
export function findChromium(options?: { say?: (line: string) => void }): Promise<Found>;
