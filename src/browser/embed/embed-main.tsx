import './embed.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { type Exchange, createClient, createExchange } from '#browser/api/client.ts';
import { retryDelay, shouldRetry } from '#browser/api/polling.ts';
import { type DeviceQueries, createDeviceQueries } from '#browser/api/queries.ts';
import { wantsCapture } from '#browser/capture/wants-capture.ts';
import type { Session } from '#contract/session.ts';
import { basePath } from '#browser/place.ts';
import { readSession } from '#browser/session.ts';
import { Announcer } from '#browser/ui/announcer.tsx';
import { EmbedAttention } from './embed-attention.tsx';
import { EmbedDevice } from './embed-device.tsx';
import { EmbedNote } from './embed-failure.tsx';
import { EmbedFrame } from './embed-frame.tsx';
import { type EmbedPlace, readEmbedPlace } from './embed-place.ts';
import { tellHeight } from './tell-height.ts';

// Without the token of the start-up link: from here nothing is ever written.
const asked = { exchange: createExchange({ origin: basePath() }), session: readSession(document) };
const wanted = wantsCapture(window);
if (wanted === undefined) start(asked);
else
  void import('#browser/capture/begin-capture.ts')
    .then(({ beginCapture }) => beginCapture({ ...asked, wanted }))
    .then(
      ({ exchange, show }) => start({ exchange, session: show(asked.session) }),
      () => document.body.append('Capture mode could not be loaded. Reload the page.'),
    );

function start({ exchange, session }: { exchange: Exchange; session: Session }): void {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: shouldRetry, retryDelay: () => retryDelay(Math.random), gcTime: 300_000 } },
  });
  const root = document.getElementById('root');
  if (root === null) throw new Error('The document has no #root.');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Embed
          place={readEmbedPlace(location.pathname.slice(basePath().length))}
          tailnet={session.tailnet}
          queries={createDeviceQueries(createClient(exchange), queryClient)}
        />
        <Announcer />
      </QueryClientProvider>
    </StrictMode>,
  );
  tellHeight(window, root, session.embedAncestors ?? []);
}

function Embed(props: { place: EmbedPlace; tailnet: string; queries: DeviceQueries }): ReactNode {
  const { place, ...shared } = props;
  switch (place.kind) {
    case 'attention':
      return <EmbedAttention {...shared} />;
    case 'device':
      return <EmbedDevice nodeId={place.nodeId} section={place.section} {...shared} />;
    case 'nowhere':
      return (
        <EmbedFrame
          title="Tailboard"
          head={<h1 className="font-medium">Tailboard</h1>}
          consolePath="/devices"
          tailnet={shared.tailnet}
          updatedAt={0}
        >
          <EmbedNote title="There is no such page.">
            <p className="text-ink-2">The address may be old, or a part of it is missing.</p>
          </EmbedNote>
        </EmbedFrame>
      );
    default:
      return place satisfies never;
  }
}
