import { expect, test } from 'vitest';
import { embedPath, embedSectionOf, readEmbedPlace } from './embed-place.ts';

test.each([
  ['/embed/attention', { kind: 'attention' }],
  ['/embed/attention/', { kind: 'attention' }],
  ['/embed/device/n5SUKe8CNTRL', { kind: 'device', nodeId: 'n5SUKe8CNTRL', section: undefined }],
  ['/embed/device/393735751060/', { kind: 'device', nodeId: '393735751060', section: undefined }],
  ['/embed/device/n5SUKe8CNTRL/routes', { kind: 'device', nodeId: 'n5SUKe8CNTRL', section: 'routes' }],
])('%s is %j', (path, place) => {
  expect(readEmbedPlace(path)).toEqual(place);
});

test.each([
  '/',
  '/embed',
  '/embed/device',
  '/embed/device/',
  '/embed/device/../routes',
  '/embed/device/n%2e%2e',
  '/embed/device/n1/danger',
  '/embed/device/n1/Routes',
  '/embed/device/n1/routes/x',
  '/embed/device/n1//routes',
  '/x/embed/attention',
  `/embed/device/${'n'.repeat(65)}`,
])('%s is the address of no embed page', (path) => {
  expect(readEmbedPlace(path)).toEqual({ kind: 'nowhere' });
});

test('a link to an embed page is read as what it was made for', () => {
  expect(readEmbedPlace(embedPath('n5SUKe8CNTRL', 'posture'))).toEqual({
    kind: 'device',
    nodeId: 'n5SUKe8CNTRL',
    section: 'posture',
  });
  expect(embedSectionOf('danger')).toBeUndefined();
});
