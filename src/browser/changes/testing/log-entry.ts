import type { Entry } from '#browser/changes/change.ts';

/** An entry of the log that says nothing but that routes were changed, with whatever a test has to say besides. */
export function logEntry(id: string, more: Partial<Entry> = {}): Entry {
  return {
    id,
    at: 0,
    aspect: 'routes',
    deviceId: 'n5SUKe8CNTRL',
    deviceName: 'edge-fra-01',
    title: 'Routes changed',
    differences: [],
    undo: undefined,
    finality: undefined,
    request: { method: 'POST', path: '/api/v2/device/n5SUKe8CNTRL/routes', body: {} },
    outcome: 'applied',
    status: 200,
    took: 1,
    requestId: undefined,
    message: undefined,
    undoneAt: undefined,
    undoes: undefined,
    ...more,
  };
}
