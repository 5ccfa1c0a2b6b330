import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { MouseEventHandler, ReactNode, Ref } from 'react';

const kinds = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  outline: 'bg-canvas text-ink ring-1 ring-inset ring-line-strong hover:bg-hover',
  ghost: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'text-bad-ink ring-1 ring-inset ring-line-strong hover:bg-bad-tint',
  /** Only the last button of a dialog that destroys something. */
  'danger-solid': 'bg-bad-solid text-on-bad',
} as const;
const sizes = { md: 'h-control px-3', sm: 'h-control-sm px-2.5', wide: 'h-control px-3 touch:h-touch' } as const;

type Common = {
  kind?: keyof typeof kinds;
  size?: keyof typeof sizes;
  /** The verb and its object: "Save 2 changes". */
  children: ReactNode;
  icon?: LucideIcon;
  className?: string;
  /** Why the button is off, as a sentence; it then stays focusable and says so. */
  disabledReason?: string | undefined;
  isBusy?: boolean;
  onClick: MouseEventHandler<HTMLButtonElement>;
  ref?: Ref<HTMLButtonElement>;
  /** Needed when the words on the button are not enough out of their place. */
  label?: string;
  describedBy?: string;
  expanded?: boolean;
};

/** A button whose label names the result. While busy, a spinner takes the icon's place and a second press does nothing. */
export function Button(props: Common): ReactNode {
  const { kind = 'outline', size = 'md', icon: Icon, isBusy = false, disabledReason } = props;
  const isOff = disabledReason !== undefined;
  return (
    <button
      ref={props.ref}
      type="button"
      aria-label={props.label}
      aria-disabled={isOff || isBusy || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={props.describedBy}
      aria-expanded={props.expanded}
      data-destructive={kind === 'danger-solid' || undefined}
      title={disabledReason}
      onClick={(event) => {
        if (!isOff && !isBusy) props.onClick(event);
      }}
      className={`inline-flex items-center justify-center gap-1.5 rounded-control text-small font-medium whitespace-nowrap select-none transition-colors duration-(--duration-fast) touch:h-touch ${isOff ? 'cursor-not-allowed bg-active text-ink-3' : kinds[kind]} ${sizes[size]} ${props.className ?? ''}`}
    >
      {isBusy ? (
        <LoaderCircle className="size-3.5 animate-spin" aria-hidden />
      ) : (
        Icon && <Icon className="size-3.5" strokeWidth={1.75} aria-hidden />
      )}
      {props.children}
    </button>
  );
}

/** A square button with an icon; `label` is what it does, for every reader and as tooltip. */
export function IconButton(props: {
  icon: LucideIcon;
  label: string;
  onClick: MouseEventHandler<HTMLButtonElement>;
  size?: 'size-6' | 'size-7' | 'size-8' | 'size-touch';
  iconSize?: 'size-3.5' | 'size-4' | 'size-5';
  className?: string;
  tabIndex?: number;
  isSpinning?: boolean;
  expanded?: boolean;
  /** Why the button is off, as a sentence; it then stays focusable and says so. */
  disabledReason?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
}): ReactNode {
  const { icon: Icon, size = 'size-7', iconSize = 'size-4', disabledReason } = props;
  return (
    <button
      ref={props.ref}
      type="button"
      aria-label={props.label}
      aria-disabled={disabledReason !== undefined || undefined}
      aria-expanded={props.expanded}
      title={disabledReason ?? props.label}
      tabIndex={props.tabIndex}
      onClick={(event) => {
        if (disabledReason === undefined) props.onClick(event);
      }}
      className={`${size} inline-flex shrink-0 items-center justify-center rounded-control text-ink-3 ${disabledReason === undefined ? 'hover:bg-hover hover:text-ink' : 'cursor-not-allowed'} ${props.className ?? ''}`}
    >
      <Icon className={`${iconSize} ${props.isSpinning ? 'animate-spin' : ''}`} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
