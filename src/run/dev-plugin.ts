import process from 'node:process';
import type { Plugin, ViteDevServer } from 'vite';
import { withSession } from '#proxy/document.ts';
import type * as devProxyModule from './dev-proxy.ts';

type DevProxy = ReturnType<typeof devProxyModule.createDevProxy>;

/**
 * Mounts the real proxy under /api of Vite's development server, and gives the pages the session that a built page
 * finds in its document. Both come from a module that Vite loads, so an edit of the proxy or of the stand-in takes
 * effect with the next request, on a fresh demo tailnet.
 */
export function devProxy(): Plugin {
  let loaded: { module: typeof devProxyModule; proxy: DevProxy } | undefined;

  const current = async (server: ViteDevServer): Promise<DevProxy> => {
    // Reason for the cast: ssrLoadModule knows no types, and this is the one module that it is asked for.
    const module = (await server.ssrLoadModule('/src/run/dev-proxy.ts')) as typeof devProxyModule;
    if (loaded?.module !== module) {
      loaded = { module, proxy: module.createDevProxy(process.env, process.argv.slice(2)) };
    }
    return loaded.proxy;
  };

  return {
    name: 'tailboard-dev-proxy',
    apply: (_, { command }) => command === 'serve' && process.env['VITEST'] === undefined,
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/embed/')) request.url = '/src/browser/embed/embed.html';
        if (!/^\/api(?![^/?])/i.test(request.url ?? '')) {
          next();
          return;
        }
        current(server).then((proxy) => proxy.listener(request, response), next);
      });
    },
    transformIndexHtml: {
      order: 'pre',
      async handler(html, { server }) {
        return server === undefined ? html : withSession(html, (await current(server)).session, '');
      },
    },
  };
}
