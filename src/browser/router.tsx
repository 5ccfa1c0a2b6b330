import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { ListPlace } from './device-list/list-place.ts';
import { readListSearch } from './device-list/list-search.ts';
import type { Selection } from './device-list/selection.ts';
import { readRoutesSearch } from './fleet-routes/routes-search.ts';
import { DevicesPage } from './pages/devices-page.tsx';
import { ErrorPage, NotFoundPage, RootPage } from './pages/root-page.tsx';
import { basePath } from './place.ts';
import { readSharesSearch } from './shares/shares-search.ts';
import { parseQuery, printQuery } from './search-params.ts';

type RouterContext = {
  readonly queryClient: QueryClient;
  readonly placeOf: (listQuery: string) => ListPlace;
  /** The devices that are selected in the list. */
  readonly selection: Selection;
};

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: RootPage,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    // TanStack Router's redirects are thrown on purpose.
    throw redirect({ to: '/devices', search: {}, replace: true });
  },
});

const devicesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/devices',
  validateSearch: readListSearch,
  component: DevicesPage,
});

const deviceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/devices/$nodeId',
  component: lazyRouteComponent(() => import('./pages/device-page.tsx'), 'DevicePage'),
});

const replaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/devices/$nodeId/replace',
  validateSearch: readReplaceSearch,
  component: lazyRouteComponent(() => import('./pages/replace-page.tsx'), 'ReplacePage'),
});

const attentionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/attention',
  component: lazyRouteComponent(() => import('./pages/attention-page.tsx'), 'AttentionPage'),
});

const routesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/routes',
  validateSearch: readRoutesSearch,
  component: lazyRouteComponent(() => import('./pages/routes-page.tsx'), 'RoutesPage'),
});

const sharesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/shares',
  validateSearch: readSharesSearch,
  component: lazyRouteComponent(() => import('./pages/shares-page.tsx'), 'SharesPage'),
});

const activityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/activity',
  component: lazyRouteComponent(() => import('./pages/activity-page.tsx'), 'ActivityPage'),
});

const routeTree = rootRoute.addChildren([
  indexRoute,
  devicesRoute,
  deviceRoute,
  replaceRoute,
  attentionRoute,
  routesRoute,
  sharesRoute,
  activityRoute,
]);

/** The device that takes over, by what the URL names it with. */
function readReplaceSearch(search: Record<string, unknown>): { with?: string } {
  return typeof search['with'] === 'string' ? { with: search['with'] } : {};
}

/** The router of the console; its URLs are the ones that runbooks link to. */
export function createAppRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    basepath: basePath() || '/',
    parseSearch: parseQuery,
    stringifySearch: printQuery,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: false,
    defaultHashScrollIntoView: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
  interface HistoryState {
    /** The list's search at the moment a device was opened from it, so that next and previous follow its order. */
    list?: string;
    /** A question that the page of a device asks on arrival, for whoever wanted it from the list. */
    ask?: 'delete';
  }
}
