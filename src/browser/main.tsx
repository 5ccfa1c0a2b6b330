import './styles.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { type Api, ApiContext } from './api/api-context.ts';
import { createClient } from './api/client.ts';
import { retryDelay, shouldRetry } from './api/polling.ts';
import { createDeviceQueries } from './api/queries.ts';
import { createListPlaces } from './device-list/list-place.ts';
import { createAppRouter } from './router.tsx';
import { readSession, takeToken } from './session.ts';

const session = readSession(document);
const token = takeToken(window);
const client = createClient({ origin: '', token });
const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: shouldRetry, retryDelay, refetchOnWindowFocus: true, gcTime: 300_000 },
    mutations: { retry: false, gcTime: 3_600_000, networkMode: 'always' },
  },
});
const api: Api = {
  client,
  queries: createDeviceQueries(client, queryClient),
  session,
  readOnlyReason:
    session.needsToken && token === undefined
      ? 'This tab can look but not change. Open the link printed at start-up to make changes.'
      : undefined,
};
// Asked for here and not in a component, so that the request does not wait for the first render.
void queryClient.prefetchQuery(api.queries.list());
const router = createAppRouter({ queryClient, api, placeOf: createListPlaces() });

const root = document.getElementById('root');
if (root === null) throw new Error('The document has no #root.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ApiContext value={api}>
        <RouterProvider router={router} />
      </ApiContext>
    </QueryClientProvider>
  </StrictMode>,
);
