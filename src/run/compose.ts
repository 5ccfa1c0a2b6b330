import process from 'node:process';
import type { Session } from '#contract/session.ts';
import { fileSink, streamSink } from '#proxy/audit/audit-file.ts';
import { fileJournal } from '#proxy/audit/audit-journal.ts';
import { type AuditLog, createAuditLog } from '#proxy/audit/audit-log.ts';
import type { Config } from '#proxy/config.ts';
import { readCredential } from '#proxy/credential/config-credential.ts';
import { createCredentials } from '#proxy/credential/credentials.ts';
import { type Finding, findRights, refusedIn } from '#proxy/credential/find-rights.ts';
import { rightsLines } from '#proxy/credential/rights-lines.ts';
import { type Upstream, apiSecrets } from '#proxy/call-upstream.ts';
import { type Rights, rightsOf } from '#contract/rights.ts';
import { createPeople } from '#proxy/people/people.ts';
import { readPortalSecrets } from '#proxy/people/portal-secrets.ts';
import { type Proxy, type ProxyOptions, createProxy } from '#proxy/proxy.ts';
import { newToken } from '#proxy/token.ts';
import { inProcess } from '#proxy/in-process-fetch.ts';
import { createUpstreamFetch } from '#proxy/upstream-fetch.ts';
import type { LogOptions } from '#proxy/watch/log.ts';
import { createMetrics } from '#proxy/watch/metrics.ts';
import { createProbe } from '#proxy/watch/probe.ts';
import { type Watch, createWatch } from '#proxy/watch/watch.ts';
import { type StandIn, createStandIn } from '#stand-in/stand-in.ts';
import { summarise } from './summarise.ts';

/** What a Tailboard stands on besides its configuration: everything here is given, so that tests can give their own. */
export type Surroundings = {
  /** Absolute folder of the built page; null when something else serves it. */
  readonly assets: string | null;
  /** Milliseconds since 1970, read by the demo tailnet and by what judges a tailnet. */
  readonly now: () => number;
  /** Told of every answered request, besides the log. */
  readonly log?: ProxyOptions['log'];
  /** Takes the lines of the log, and in which form; without it, none is kept. */
  readonly logTo?: Pick<LogOptions, 'write' | 'forPeople'>;
  readonly version?: string;
  /** Answers in the place of Tailscale's servers and of the demo tailnet. */
  readonly standIn?: StandIn;
};

export type Composition = {
  readonly proxy: Proxy;
  readonly session: Session;
  /** What writes must carry in `X-Tailboard-Token`, as part of the start-up link; null for the demo. */
  readonly token: string | null;
  /** The tailnet in the place of the real one; null when the real API is asked. */
  readonly standIn: StandIn | null;
  readonly watch: Watch;
  /** Finds out what the credential may do, which the page is told from then on; gives lines for the terminal. */
  readonly checkCredential: () => Promise<readonly string[]>;
  /** Reads the secrets again; false when they are what they were. Throws ConfigError and keeps those there are. */
  readonly readSecretsAgain: (environment: Readonly<Record<string, string | undefined>>) => boolean;
};

/**
 * Puts the proxy in front of the tailnet that the configuration names: the real API when it holds a key, else a demo
 * tailnet that lives as long as the composition. Serves `npm start`, `npm run dev`, the e2e tests and the benchmark.
 */
export function compose(config: Config, surroundings: Surroundings): Composition {
  const isLive = config.credential !== 'demo';
  // Whoever has signed in needs no link.
  const token = isLive && config.people.signIn === null ? newToken() : null;
  const session: Session = {
    mode: isLive ? 'live' : 'demo',
    credential: config.credential,
    tailnet: config.tailnet === '-' ? '' : config.tailnet,
    needsToken: token !== null,
    ...(config.userApiKey === undefined ? {} : { hasUserKey: true }),
    ...(config.people.isReadOnly ? { readOnly: true } : {}),
    ...(config.place.embedAncestors.length === 0 ? {} : { embedAncestors: [...config.place.embedAncestors] }),
    ...(config.views.length === 0 ? {} : { views: [...config.views] }),
  };
  const standIn = surroundings.standIn ?? (isLive ? null : demoTailnet(config, surroundings.now));
  const { baseUrl } = config;
  const watch = createWatch({
    log: {
      level: config.watch.logLevel,
      write: () => undefined,
      ...surroundings.logTo,
      secrets: () => [...apiSecrets(upstream), ...people.secrets(), ...(token === null ? [] : [token])],
    },
    metrics: config.watch.listener && createMetrics({ version: surroundings.version ?? 'unknown', ofProcess: true }),
    assets: () => inner.assetsLoaded(),
    probe: () => createProbe(upstream, config.tailnet)(),
  });
  const fetch = watch.upstream(
    standIn === null ? createUpstreamFetch() : inProcess((request) => standIn.fetch(request)),
  );
  const audit = auditLog(config);
  const elapsed = () => performance.now();
  const people = createPeople(config.people, { fetch: createUpstreamFetch(), now: () => Date.now(), elapsed });
  const credentials = createCredentials(config, { baseUrl, fetch, now: elapsed });
  const { credential, userCredential } = credentials;
  const upstream: Upstream = { baseUrl, fetch, credential, userCredential };
  let findings: readonly Finding[] = [];
  // Asked for with every request, and hardly ever another.
  let known: { scopes: readonly string[] | undefined; findings: readonly Finding[]; rights: Rights } | undefined;
  const rights = (): Rights => {
    const scopes = credential.scopes();
    if (known?.scopes !== scopes || known?.findings !== findings) {
      known = { scopes, findings, rights: { ...rightsOf(scopes ?? []), ...refusedIn(findings) } };
    }
    return known.rights;
  };
  const inner = createProxy({
    people,
    ...(audit === undefined ? {} : { audit }),
    upstream,
    tailnet: config.tailnet,
    session,
    rights,
    token,
    place: config.place,
    summary: { summarise, now: surroundings.now },
    assets: surroundings.assets,
    log: (entry) => {
      watch.request(entry);
      surroundings.log?.(entry);
    },
  });
  return {
    proxy: watch.around(inner, config.place.origins),
    session,
    token,
    standIn,
    watch,
    checkCredential: async () => {
      findings = await findRights(upstream, config.tailnet);
      return rightsLines(findings, userCredential !== undefined);
    },
    readSecretsAgain(environment) {
      // All of them are read before any is taken, so that a file which cannot be used changes nothing.
      const next = readCredential(environment);
      const hasPortal = config.people.signIn?.source.kind === 'header';
      const shown = hasPortal ? readPortalSecrets(environment).values : [];
      const isOther = [credentials.replace(next), people.replaceSecrets(shown)];
      return isOther.includes(true);
    },
  };
}

/** Throws ConfigError where the log is a file that cannot be opened. */
function auditLog({ people: { auditTo } }: Config): AuditLog | undefined {
  if (auditTo === null) return undefined;
  const sink = auditTo === 'stdout' ? streamSink(process.stdout) : fileSink(auditTo.file);
  // Whoever runs the console has to see this, whatever else is logged.
  const complain = (sentence: string) => console.error(sentence);
  return createAuditLog(sink, complain, auditTo === 'stdout' ? undefined : fileJournal(`${auditTo.file}.pending`));
}

function demoTailnet({ demo: { devices, ...demo } }: Config, now: () => number): StandIn {
  return createStandIn({ now, ...demo, ...(devices === undefined ? {} : { devices }) });
}
