/** True when another page shows this one in a frame, where a press may be one that the other page has lured. */
export function isFramed(): boolean {
  return window.self !== window.top;
}
