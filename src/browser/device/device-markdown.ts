import type { Device } from '#contract/device.ts';
import type { Invite } from '#contract/invites.ts';
import type { Attributes } from '#contract/posture.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import type { Routes } from '#browser/api/queries.ts';
import { factsOf } from './device-facts.ts';
import { stateOf, statusOf, statusWords } from './device-status.ts';
import { keyWords } from './key-expiry/key-words.ts';
import type { LiveRouters } from './live-routers.ts';
import { osWords, serialWords, updateWords } from './machine/machine-facts.ts';
import { formatExact, readDate } from './moment.ts';
import { readNetwork } from './network/network-report.ts';
import { attributeRows } from './posture/attribute-rows.ts';
import { inviteWords } from './sharing/invite-words.ts';
import { ownerWords } from './tags/owner-words.ts';

/** What the page knows at the moment of copying; an aspect that has not been loaded is left out. */
export type Sheet = {
  readonly device: Device;
  readonly routes: Routes | undefined;
  readonly attributes: Attributes | undefined;
  readonly invites: readonly Invite[] | undefined;
  readonly routers: LiveRouters;
  readonly now: number;
  /** How long before its end a key is worth a warning, in milliseconds. */
  readonly warning: number;
};

/** The facts of a device as Markdown for a ticket or a runbook. No invite link and no key is among them. */
export function deviceMarkdown(sheet: Sheet): string {
  const { device, now } = sheet;
  const facts = factsOf(device);
  const parts = [`# ${plain(facts.name)}`, `${statusWords[statusOf(facts, now)]} at ${formatExact(now)}.`];
  const { badges } = stateOf(device, facts, sheet.routers, now, sheet.warning);
  if (badges.length > 0) parts.push(bullets(badges.map((badge) => `**${badge.label}**`)));
  parts.push(machineTable(sheet));
  if (sheet.routes !== undefined) parts.push(...routesPart(sheet.routes));
  if (sheet.attributes !== undefined) parts.push(...attributesPart(sheet.attributes));
  if (sheet.invites !== undefined && !facts.isExternal) parts.push(...invitesPart(sheet.invites, now));
  return `${parts.join('\n\n')}\n`;
}

function machineTable({ device, now, warning }: Sheet): string {
  const facts = factsOf(device);
  const key = keyWords(device, now, warning);
  const added = readDate(device.created);
  const serials = serialWords(device);
  const network = readNetwork(device.clientConnectivity);
  const rows: (readonly [string, string | undefined])[] = [
    ['MagicDNS name', code(device.name)],
    ['IPv4', code(facts.ipv4)],
    ['IPv6', code(facts.ipv6)],
    ['Tags', facts.tags.length === 0 ? undefined : facts.tags.map((tag) => code(`tag:${tag}`)).join(', ')],
    ['Owner', plain(ownerWords(device))],
    [
      'Key expiry',
      plain(
        [key.badge === undefined ? '' : `${key.badge.label}:`, key.state, key.consequence].filter(Boolean).join(' '),
      ),
    ],
    ['OS', plain(osWords(device))],
    ['Client', plain([facts.version, updateWords(device)].filter(Boolean).join(', '))],
    ['Serial', typeof serials === 'string' ? serials : code(serials?.join(', '))],
    ['Added', added === undefined ? undefined : formatExact(added)],
    ['Last seen', facts.isConnected || facts.lastSeen === undefined ? undefined : formatExact(facts.lastSeen)],
    ['Home relay', network?.home === undefined ? undefined : plain(network.home)],
    [
      'Endpoints',
      network === undefined || network.endpoints.length === 0 ? undefined : code(network.endpoints.join(', ')),
    ],
    ['Node ID', code(device.nodeId)],
    ['Device ID', code(device.id)],
  ];
  const lines = rows
    .filter((row) => row[1] !== undefined && row[1] !== '')
    .map(([term, value]) => `| ${term} | ${value ?? ''} |`);
  return ['| Fact | Value |', '| --- | --- |', ...lines].join('\n');
}

function routesPart({ advertised, enabled }: Routes): string[] {
  const all = [...new Set([...advertised, ...enabled])];
  if (all.length === 0) return [];
  const lines = all.map((route) => {
    const state = !enabled.includes(route)
      ? 'waiting for approval'
      : advertised.includes(route)
        ? 'approved'
        : 'approved, not advertised';
    return `${code(route) ?? ''}${isExitRoute(route) ? ' (exit node)' : ''}: ${state}`;
  });
  return ['## Subnet routes', bullets(lines)];
}

function attributesPart(attributes: Attributes): string[] {
  const rows = attributeRows(attributes);
  if (rows.length === 0) return [];
  const lines = rows.map((row) => {
    const until = row.expires === undefined ? '' : `, until ${formatExact(row.expires)}`;
    return `${code(row.key) ?? ''}: ${code(row.value) ?? ''} (${row.type}${until})`;
  });
  return ['## Posture attributes', bullets(lines)];
}

function invitesPart(invites: readonly Invite[], now: number): string[] {
  if (invites.length === 0) return [];
  const lines = invites.map((invite) => {
    const { email, terms, isAccepted } = inviteWords(invite, now);
    return plain(
      `${email ?? 'Link, no email'}: ${[isAccepted ? 'accepted' : 'pending', terms].filter(Boolean).join('. ')}`,
    );
  });
  return ['## Sharing', bullets(lines)];
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** Text that Markdown shows as it is, also inside a table; others choose host names and attribute values. */
function plain(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}

function code(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  return `\`${text.replace(/[\r\n`]+/g, ' ').replaceAll('|', '\\|')}\``;
}
