import { logEntry } from '#browser/changes/testing/log-entry.ts';
import type { Entry } from '#browser/changes/change.ts';
import { describe, expect, test } from 'vitest';
import { activityMarkdown } from './activity-markdown.ts';

const everything = { hasRequests: true, hasFailed: true };

function at(time: string): number {
  return Date.parse(`2026-11-21T${time}:00Z`);
}

function entry(id: string, more: Partial<Entry>): Entry {
  const request = { method: 'DELETE', path: '/api/v2/device/n5SUKe8CNTRL', body: undefined };
  return logEntry(id, { at: at('16:41'), request, took: 184, requestId: `r-${id}`, ...more });
}

const session: readonly Entry[] = [
  entry('1', { aspect: 'delete', title: 'Device deleted', deviceName: 'ci-runner-44be' }),
  entry('2', {
    at: at('16:47'),
    aspect: 'ipv4',
    title: 'IPv4 address changed',
    deviceName: 'conf-room-4f',
    differences: [{ kind: 'became', before: '100.66.8.39', after: '100.66.8.40' }],
    undo: { aspect: 'ipv4', intent: {} },
    undoneAt: at('17:01'),
    request: { method: 'POST', path: '/api/v2/device/n1/ip', body: { ipv4: '100.66.8.40' } },
  }),
  entry('3', {
    at: at('17:01'),
    aspect: 'ipv4',
    title: 'IPv4 address changed',
    deviceName: 'conf-room-4f',
    undoes: '2',
    request: { method: 'POST', path: '/api/v2/device/n1/ip', body: { ipv4: '100.66.8.39' } },
  }),
  entry('4', {
    at: at('17:04'),
    aspect: 'tags',
    title: 'Tags changed',
    deviceName: 'k8s_node',
    differences: [{ kind: 'added', text: 'tag:monitored' }],
    outcome: 'refused',
    status: 400,
    message: 'requested tags [tag:monitored] are invalid or not permitted',
    request: { method: 'POST', path: '/api/v2/device/n2/tags', body: { tags: ['tag:monitored'] } },
  }),
  entry('5', {
    at: at('17:09'),
    differences: [
      { kind: 'added', text: '10.0.0.0/16' },
      { kind: 'removed', text: '192.168.1.0/24' },
    ],
    undo: { aspect: 'routes', intent: { approve: ['192.168.1.0/24'], withdraw: ['10.0.0.0/16'] } },
    request: { method: 'POST', path: '/api/v2/device/n5SUKe8CNTRL/routes', body: { routes: ['10.0.0.0/16'] } },
  }),
];

describe('the session as Markdown', () => {
  test('tells the changes oldest first, the requests, what failed, and how to go back', () => {
    expect(activityMarkdown(session, 'example.com', everything)).toBe(`## Tailnet changes, 21 Nov 2026

example.com, 16:41 to 17:09 UTC. 5 changes, 1 failed.

- 16:41 ci-runner-44be: device deleted
- 16:47 conf-room-4f: IPv4 address changed (undone 17:01)
  - 100.66.8.39 → 100.66.8.40
- 17:01 conf-room-4f: IPv4 address changed (undoes 16:47)
- 17:04 k8s\\_node: tags not changed, **refused**
  - asked to add \`tag:monitored\`
- 17:09 edge-fra-01: routes changed
  - approved \`10.0.0.0/16\`
  - withdrawn \`192.168.1.0/24\`

### Requests

    DELETE /api/v2/device/n5SUKe8CNTRL
    200, request r-1

    POST /api/v2/device/n1/ip
    {"ipv4":"100.66.8.40"}
    200, request r-2

    POST /api/v2/device/n1/ip
    {"ipv4":"100.66.8.39"}
    200, request r-3

    POST /api/v2/device/n2/tags
    {"tags":["tag:monitored"]}
    400, request r-4

    POST /api/v2/device/n5SUKe8CNTRL/routes
    {"routes":["10.0.0.0/16"]}
    200, request r-5

### Failed

- k8s\\_node: 400 requested tags \\[tag:monitored\\] are invalid or not permitted

### To undo

    POST /api/v2/device/n5SUKe8CNTRL/routes
    {"routes":["192.168.1.0/24"]}
`);
  });

  test('leaves out the requests and what failed when asked to', () => {
    const text = activityMarkdown(session, '', { hasRequests: false, hasFailed: false });
    expect(text).toContain('\n16:41 to 17:09 UTC. 4 changes.\n');
    expect(text).not.toContain('### Requests');
    expect(text).not.toContain('k8s');
    expect(text).toContain('### To undo');
  });

  test('says what is unknown, and what cannot be told on paper', () => {
    const text = activityMarkdown(
      [
        entry('1', {
          outcome: 'unknown',
          status: undefined,
          requestId: undefined,
          differences: [{ kind: 'removed', text: '10.0.0.0/16' }],
        }),
        entry('3', {
          aspect: 'ipv4',
          title: 'IPv4 address changed',
          outcome: 'not-applied',
          differences: [{ kind: 'became', before: '100.66.8.39', after: '100.66.8.40' }],
        }),
        entry('2', { aspect: 'posture', title: 'Attribute set', undo: { aspect: 'posture', intent: {} } }),
      ],
      '',
      everything,
    );
    expect(text).toContain(
      '- 16:41 edge-fra-01: routes changed, **not known whether applied**\n  - asked to withdraw `10.0.0.0/16`',
    );
    expect(text).toContain('IPv4 address not changed, **not applied**\n  - asked for: 100.66.8.39 → 100.66.8.40');
    expect(text).toContain('    no answer\n');
    expect(text).toContain('- edge-fra-01: No answer came. It may or may not have been applied.');
    expect(text).toContain('- 16:41 edge-fra-01: choose Undo on the Activity page of Tailboard.');
  });

  test('over midnight the times carry their dates', () => {
    const text = activityMarkdown(
      [entry('1', { at: at('23:59') }), entry('2', { at: at('23:59') + 120_000 })],
      '',
      everything,
    );
    expect(text).toContain('\n21 Nov 2026 23:59 to 22 Nov 2026 00:01 UTC. 2 changes.\n');
  });

  test('is nothing without a change', () => {
    expect(activityMarkdown([], 'example.com', everything)).toBe('');
    const refused = entry('1', { outcome: 'refused' });
    expect(activityMarkdown([refused], 'example.com', { hasRequests: true, hasFailed: false })).toBe('');
  });
});
