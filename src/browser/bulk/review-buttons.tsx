import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { machineName } from '#browser/device/device-facts.ts';
import { homeAddress } from '#browser/place.ts';
import { Button } from '#browser/ui/button.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import type { ReactNode } from 'react';
import { countWords } from './bulk-entry.ts';
import type { Plan } from './plan.ts';
import type { BulkWish } from './wish.ts';

/** One of the requests as it will be sent, and the button that sends all of them. */
export function ReviewButtons(props: {
  wish: BulkWish;
  plan: Plan;
  /** Why it cannot be begun, as a sentence. */
  offReason: string | undefined;
  /** Given where only an earlier refusal stands in the way. */
  onAskAgain: (() => void) | undefined;
  onApply: () => void;
  onClose: () => void;
}): ReactNode {
  const { wish, plan } = props;
  const isFinal = wish.kind === 'delete' || wish.kind === 'expire-key';
  return (
    <div className="border-t border-line-strong px-5 pb-3">
      <RequestExample wish={wish} plan={plan} />
      <div className="mt-3 flex items-center gap-2">
        <Button
          kind={isFinal ? 'danger-solid' : 'primary'}
          size="wide"
          disabledReason={props.offReason}
          onClick={props.onApply}
        >
          {applyWords(wish, plan.changes.length)}
        </Button>
        {props.onAskAgain !== undefined && (
          <Button size="wide" onClick={props.onAskAgain}>
            Ask all the same
          </Button>
        )}
        <Button kind="ghost" size="wide" onClick={props.onClose}>
          Cancel
        </Button>
      </div>
      {props.offReason !== undefined && plan.changes.length > 0 && (
        <p className="mt-2 text-small text-ink-3">{props.offReason}</p>
      )}
    </div>
  );
}

/** One of the requests of a plan, in every form in which it can be taken along. */
export function RequestExample({ wish, plan }: { wish: BulkWish; plan: Plan }): ReactNode {
  const [first] = plan.changes;
  if (first === undefined) return null;
  const { step } = first.verdict;
  return (
    <RequestPreview
      key={step.request.path}
      request={shownRequest(step, homeAddress())}
      note={noteOf(wish, plan, machineName(first.device))}
      isOpenAtFirst={false}
    />
  );
}

function noteOf(wish: BulkWish, { changes }: Plan, name: string): string {
  const one = `The request for ${name}. ${changes.length === 1 ? 'It is the only one.' : `${changes.length} are sent, each once.`}`;
  if (wish.kind !== 'posture') return one;
  return `${one} Where the server takes many at once, they go together as PATCH /tailnet/-/device-attributes.`;
}

function applyWords(wish: BulkWish, count: number): string {
  if (count === 0) return 'Apply';
  switch (wish.kind) {
    case 'delete':
      return `Delete ${countWords(count)}`;
    case 'expire-key':
      return count === 1 ? 'Expire 1 key' : `Expire ${count} keys`;
    case 'approval':
      return wish.authorized ? `Approve ${countWords(count)}` : `Block ${countWords(count)}`;
    case 'undo':
      return count === 1 ? 'Undo 1 change' : `Undo ${count} changes`;
    case 'tags':
    case 'routes':
    case 'key-expiry':
    case 'posture':
      return count === 1 ? 'Apply 1 change' : `Apply ${count} changes`;
    default:
      return wish satisfies never;
  }
}
