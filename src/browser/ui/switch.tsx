import type { ReactNode, Ref } from 'react';

/** On or off, by itself: a press applies at once or asks first. While busy, a second press does nothing. */
export function Switch(props: {
  /** What is on or off: "Key expiry". */
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** Why it cannot be moved, as a sentence; it then stays focusable and says so. */
  disabledReason?: string | undefined;
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}): ReactNode {
  const { isOn, isBusy = false, disabledReason } = props;
  const isOff = disabledReason !== undefined;
  const track = isOff ? 'bg-active ring-1 ring-control ring-inset' : isOn ? 'bg-accent' : 'bg-control';
  return (
    <button
      ref={props.ref}
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={props.label}
      aria-disabled={isOff || isBusy || undefined}
      aria-busy={isBusy || undefined}
      title={disabledReason}
      onClick={() => {
        if (!isOff && !isBusy) props.onChange(!isOn);
      }}
      className={`-my-1 inline-flex h-[26px] w-8 shrink-0 items-center justify-center rounded-control touch:h-touch touch:w-touch ${isOff ? 'cursor-not-allowed' : ''}`}
    >
      <span
        className={`relative h-[18px] w-8 rounded-full transition-colors duration-(--duration-fast) forced-colors:border ${track}`}
      >
        <span
          className={`absolute top-0.5 size-[14px] rounded-full transition-[left] duration-(--duration-fast) forced-colors:-top-px forced-colors:bg-[ButtonText] ${isOff ? 'bg-ink-3' : 'bg-on-accent'} ${isOn ? 'left-4' : 'left-0.5'}`}
        />
      </span>
    </button>
  );
}
