import { CopyX, KeyRound, Lock, LogOut, type LucideIcon, Network, Unplug, UserCheck } from 'lucide-react';
import type { Badge } from '#browser/device/device-status.ts';

/** The picture of each loud badge, so that it is told apart in greyscale. */
export const badgeIcons: Readonly<Record<Badge['icon'], LucideIcon>> = {
  approve: UserCheck,
  lock: Lock,
  key: KeyRound,
  unplug: Unplug,
  copy: CopyX,
  subnets: Network,
  exit: LogOut,
};
