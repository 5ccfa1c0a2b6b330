import { Check, Copy, Image, MousePointerClick, Trash2, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { homeAddress } from '#browser/place.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button, IconButton } from '#browser/ui/button.tsx';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { copyText } from '#browser/ui/copied.ts';
import { calloutsOf, dropCallout, mostCallouts, putCallout, writeCallout } from './callouts/callout-marks.ts';
import { pictureName, stepMarkdown } from './callouts/callout-step.ts';
import { chooseElement, nameOf } from './callouts/choose-element.ts';
import { canTakePicture, takePicture } from './callouts/take-picture.ts';
import { type CaptureKind, captureKinds } from './capture-kinds.ts';
import { savePicture } from './callouts/save-picture.ts';
import { switchCapture } from './switch-capture.ts';

const kindWords: Readonly<Record<CaptureKind, string>> = {
  people: 'People',
  addresses: 'Addresses',
  tailnet: 'Tailnet name',
  names: 'Machine names',
  prefixes: 'LAN prefixes',
};

/** The mark of capture mode and, when opened, its tools: what is masked, callouts, and what is taken along. */
export function CapturePanel(props: {
  host: HTMLElement;
  kinds: ReadonlySet<CaptureKind>;
  /** Takes the tools out of the picture, and brings them back. */
  onHide: (isHidden: boolean) => void;
  onCandidate: (element: HTMLElement | undefined) => void;
}): ReactNode {
  const { host } = props;
  const [isOpen, setOpen] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const mark = useRef<HTMLButtonElement>(null);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const choose = (moved?: number) => {
    setChoosing(true);
    announce('Choose with Tab and the arrow keys. Enter puts the callout there, Escape ends.');
    stop.current = chooseElement({
      ours: host,
      onCandidate: props.onCandidate,
      onDone: (element) => {
        stop.current = undefined;
        setChoosing(false);
        const number = element && putCallout(document, element, moved);
        if (element !== undefined)
          announce(
            number === undefined ? 'There is a callout already.' : `Callout ${number} is on ${nameOf(element)}.`,
          );
      },
    });
  };
  return (
    <>
      <p data-capture-mark="">
        <button
          ref={mark}
          type="button"
          aria-expanded={isOpen}
          title={isOpen ? 'Close the tools' : 'Open the tools'}
          onClick={() => setOpen(!isOpen)}
        >
          Identities masked
        </button>
      </p>
      {isChoosing && (
        <p data-capture-hint="" role="status">
          Click what it points at, or use Tab, arrow keys and Enter. Escape ends.
        </p>
      )}
      {isOpen && !isChoosing && (
        <Tools
          kinds={props.kinds}
          onHide={props.onHide}
          onChoose={choose}
          onClose={() => {
            setOpen(false);
            mark.current?.focus();
          }}
        />
      )}
    </>
  );
}

function Tools(props: {
  kinds: ReadonlySet<CaptureKind>;
  onHide: (isHidden: boolean) => void;
  onChoose: (moved?: number) => void;
  onClose: () => void;
}): ReactNode {
  const { kinds, onChoose, onHide } = props;
  const [failure, setFailure] = useState<string>();
  const [isCopied, setCopied] = useState(false);
  const panel = useRef<HTMLDialogElement>(null);
  // Focus belongs to the document.
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);

  const save = async () => {
    const step = stepNow();
    const opener = document.activeElement;
    onHide(true);
    try {
      savePicture(pictureName(step), await takePicture());
      setFailure(undefined);
    } catch {
      setFailure('The browser gave no picture. Use its own screenshot, or that of your system.');
    } finally {
      onHide(false);
      // What is out of the picture cannot keep the focus, and the next key would be for the page.
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    }
  };
  return (
    <dialog
      ref={panel}
      open
      tabIndex={-1}
      aria-label="Capture tools"
      data-capture-panel=""
      onKeyDown={(event) => {
        // The page behind has keys of its own.
        event.stopPropagation();
        if (event.key === 'Escape') props.onClose();
      }}
      className="rounded-layer bg-raised p-4 text-small text-ink shadow-menu outline-none"
    >
      <div className="flex items-center">
        <h2 className="text-section">Capture</h2>
        <span className="ml-auto">
          <IconButton icon={X} label="Close the tools" size="size-6" iconSize="size-3.5" onClick={props.onClose} />
        </span>
      </div>
      <fieldset className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        <legend className="text-caption text-ink-3">Masked. A change loads the page anew.</legend>
        {captureKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={kindWords[kind]}
            isChecked={kinds.has(kind)}
            onChange={(isWanted) => {
              const wanted = captureKinds.filter((other) => (other === kind ? isWanted : kinds.has(other)));
              if (wanted.length > 0) switchCapture(wanted, homeAddress());
            }}
          />
        ))}
      </fieldset>
      <Callouts onChoose={onChoose} />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          size="sm"
          icon={isCopied ? Check : Copy}
          onClick={() => void copyText(stepMarkdown(stepNow())).then(setCopied)}
        >
          Copy Markdown step
        </Button>
        {canTakePicture() && (
          <Button size="sm" icon={Image} onClick={() => void save()}>
            Save PNG
          </Button>
        )}
        <Button size="sm" kind="ghost" onClick={() => switchCapture('off', `${homeAddress()}/devices`)}>
          Leave
        </Button>
      </div>
      {!canTakePicture() && (
        <p className="mt-2 text-caption text-ink-3">Take the picture with your browser or your system.</p>
      )}
      {failure !== undefined && (
        <p role="alert" className="mt-2 text-caption text-bad-ink">
          {failure}
        </p>
      )}
    </dialog>
  );
}

/** The callouts of the page, each with its line. */
function Callouts({ onChoose }: { onChoose: (moved?: number) => void }): ReactNode {
  // They are part of the document, and this draws them as they are there.
  const text = useSyncExternalStore(hearCallouts, () =>
    JSON.stringify(calloutsOf(document).map(({ number, text: line }) => [number, line])),
  );
  // Made one line above.
  const callouts = JSON.parse(text) as readonly (readonly [number: number, line: string])[];
  return (
    <div className="mt-3 border-t border-line pt-2.5">
      <ol className="flex flex-col gap-1.5">
        {callouts.map(([number, line]) => (
          <li key={number} className="flex items-center gap-1.5">
            <span data-callout-shape="disc">{number}</span>
            <input
              type="text"
              aria-label={`Line of callout ${number}`}
              placeholder="What to do or to look at"
              maxLength={200}
              value={line}
              onChange={(event) => writeCallout(document, number, event.target.value)}
              className="h-control-sm min-w-0 flex-1 rounded-control bg-canvas px-2 text-small ring-1 ring-control ring-inset focus:ring-2 focus:ring-accent focus:outline-none"
            />
            <IconButton
              icon={MousePointerClick}
              label={`Move callout ${number}`}
              size="size-6"
              iconSize="size-3.5"
              onClick={() => onChoose(number)}
            />
            <IconButton
              icon={Trash2}
              label={`Delete callout ${number}`}
              size="size-6"
              iconSize="size-3.5"
              onClick={() => dropCallout(document, number)}
            />
          </li>
        ))}
      </ol>
      <Button
        size="sm"
        icon={MousePointerClick}
        className="mt-2"
        disabledReason={callouts.length < mostCallouts ? undefined : `A picture has ${mostCallouts} callouts at most.`}
        onClick={() => onChoose()}
      >
        Add callout
      </Button>
    </div>
  );
}

function hearCallouts(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  const attributeFilter = ['data-callout', 'data-callout-text'];
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter });
  return () => observer.disconnect();
}

function stepNow() {
  const heading = document.querySelector('h1');
  const callouts = calloutsOf(document).map(({ number, text, elements }) => ({
    number,
    text,
    target: elements.map(nameOf).join(', '),
  }));
  return { page: heading === null ? 'Tailboard' : nameOf(heading), at: Date.now(), callouts };
}
