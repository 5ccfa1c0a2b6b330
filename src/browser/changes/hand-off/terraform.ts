import { callOf } from '#browser/changes/request-of.ts';
import { authorizedBody, keyBody, tagsBody } from '#contract/device.ts';
import { routesBody } from '#contract/subnet-routes.ts';
import * as v from 'valibot';
import type { Step } from './step.ts';

/** What stands for something in the provider: its resource, and the member that holds the whole desired state. */
type Resource = { readonly type: string; readonly member: string; readonly value: boolean | readonly string[] };

/**
 * The state after a step as Terraform, with the import of what exists already by node ID
 * (https://registry.terraform.io/providers/tailscale/tailscale); where no resource has it, a sentence that says so.
 */
export function terraformOf(step: Step): string | { readonly none: string } {
  const resource = resourceOf(step);
  if (typeof resource === 'string') return { none: resource };
  const { type, member, value } = resource;
  const address = `${type}.${identifier(step.deviceName)}`;
  const id = quoted(step.deviceId);
  const width = Math.max(member.length, 'device_id'.length);
  return [
    `# ${step.deviceName.replaceAll(/\s+/g, ' ')}. The next apply of a configuration that has it otherwise undoes a change made here.`,
    `# Before Terraform 1.5: terraform import ${address} ${step.deviceId}`,
    'import {',
    `  to = ${address}`,
    `  id = ${id}`,
    '}',
    '',
    `resource "${type}" "${identifier(step.deviceName)}" {`,
    `  ${'device_id'.padEnd(width)} = ${id}`,
    `  ${member.padEnd(width)} = ${literal(value)}`,
    '}',
    '',
  ].join('\n');
}

function resourceOf({ request }: Step): Resource | string {
  const { body } = request;
  const name = callOf(request)?.name;
  if (name === 'setRoutes' && v.is(routesBody, body))
    return { type: 'tailscale_device_subnet_routes', member: 'routes', value: body.routes };
  if (name === 'setTags' && v.is(tagsBody, body))
    return { type: 'tailscale_device_tags', member: 'tags', value: body.tags };
  if (name === 'setKeyExpiry' && v.is(keyBody, body))
    return { type: 'tailscale_device_key', member: 'key_expiry_disabled', value: body.keyExpiryDisabled };
  if (name === 'setAuthorized' && v.is(authorizedBody, body))
    return { type: 'tailscale_device_authorization', member: 'authorized', value: body.authorized };
  switch (name) {
    case 'setIp':
      return 'Terraform has no resource for the IPv4 address of a device, so no apply undoes this.';
    case 'setName':
      return 'Terraform has no resource for the name of a device. A configuration that looks the device up by name has to follow.';
    case 'setAttribute':
    case 'deleteAttribute':
    case 'patchAttributes':
      return 'Terraform has no resource for posture attributes, so no apply undoes this.';
    case 'createInvites':
    case 'deleteInvite':
    case 'resendInvite':
      return 'Terraform has no resource for share invites, so no apply undoes this.';
    case 'expireDevice':
      return 'Terraform has no resource that expires a key.';
    case 'deleteDevice':
      return 'Terraform deletes no device. Resources of this device have to leave the configuration.';
    default:
      return 'Terraform has no resource for this.';
  }
}

/** A name of HCL: letters, digits and underscores, with no digit in front. */
function identifier(name: string): string {
  const text = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return /^[a-z]/.test(text) ? text : `device_${text}`;
}

function literal(value: Resource['value']): string {
  if (typeof value === 'boolean') return String(value);
  if (value.length === 0) return '[]';
  return ['[', ...value.map((element) => `    ${quoted(element)},`), '  ]'].join('\n');
}

/** A text of HCL, in which ${ and %{ would begin a template. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/([$%])\{/g, '$1$1{');
}
