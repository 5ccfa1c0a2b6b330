import { ApiError } from '#browser/api/api-error.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { basePath } from '#browser/place.ts';
import type { ReactNode } from 'react';
import { useImpact } from './use-impact.ts';

/**
 * Why this page does not get through any more, after a change of a device that it is reached through; nothing for every
 * other device and every other error. `error` is undefined while the answer is only late.
 */
export function ConsoleLoss(props: {
  deviceId: string;
  error: Error | undefined;
  /** The address that the device was to get, where that is what was changed. */
  ipv4?: string | undefined;
}): ReactNode {
  const { error, ipv4 } = props;
  const impact = useImpact(props.deviceId);
  if (impact?.consolePath === undefined || (error !== undefined && !isCutOff(error))) return null;
  const { host, kind } = impact.consolePath;
  return (
    <p className="mt-1.5 text-small wrap-anywhere">
      You reached Tailboard at {host}, through {impact.name}. The change may have closed that way.
      {kind === 'address' && ipv4 !== undefined && ` Open ${addressAt(ipv4)} instead.`}
    </p>
  );
}

/** Where this page is found on another address of the same machine. */
export function addressAt(ipv4: string): string {
  const { protocol, port } = window.location;
  return `${protocol}//${ipv4}${port === '' ? '' : `:${port}`}${basePath()}`;
}

function isCutOff(error: Error): boolean {
  const reason = error instanceof ChangeError ? error.reason : error;
  return reason instanceof ApiError && (reason.kind === 'unreachable' || reason.kind === 'offline');
}
