import { differenceMarkdown } from '#browser/changes/hand-off/difference-markdown.ts';
import { plainText } from '#browser/changes/hand-off/markdown-text.ts';
import { machineName } from '#browser/device/device-facts.ts';
import type { ItemState } from './bulk-run.ts';
import { reasonOf } from './run-failure.ts';
import type { Running } from './use-bulk-run.ts';

/** A run as Markdown for a ticket: every device that was meant, with what became of it. `tailnet` may be "". */
export function bulkReport({ run, plan, action }: Running, tailnet: string, at: Date): string {
  const { counts } = run.snapshot();
  const when = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const told = [
    `${counts.applied} applied`,
    `${counts.failed} failed`,
    `${counts['not-sent'] + counts.waiting + counts.sending} not answered`,
    `${plan.leftOut.length} left out`,
  ];
  const lines = plan.changes.map(({ device, verdict }) => {
    const what = verdict.step.differences.map(differenceMarkdown).join(', ');
    return `- ${plainText(machineName(device))}: ${what}: ${stateText(run.stateOf(device.key))}`;
  });
  const left = plan.leftOut.map(
    ({ device, verdict }) => `- ${plainText(machineName(device))}: ${plainText(verdict.reason)}`,
  );
  return [
    `## ${plainText(action.title)}${tailnet === '' ? '' : ` in ${plainText(tailnet)}`}`,
    `${plainText(action.lead)}. ${when}. ${told.join(', ')}.`,
    lines.join('\n'),
    ...(left.length > 0 ? [`### Left out\n\n${left.join('\n')}`] : []),
    '',
  ].join('\n\n');
}

function stateText(state: ItemState): string {
  switch (state.kind) {
    case 'applied':
      return state.isAsItWas ? 'so already, nothing sent' : 'applied';
    case 'failed': {
      const reason = reasonOf(state.error);
      return `failed, ${reason?.status ? `${reason.status} ` : ''}${plainText(reason?.message ?? state.error.message)}`;
    }
    case 'waiting':
    case 'not-sent':
      return 'not sent';
    case 'sending':
      return 'being sent';
  }
}
