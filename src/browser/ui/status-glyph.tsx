import type { ReactNode } from 'react';

export type GlyphShape = 'connected' | 'offline' | 'waiting' | 'cut-off' | 'unknown';

const shapes: Readonly<Record<GlyphShape, ReactNode>> = {
  connected: <circle cx="5" cy="5" r="4" className="fill-ok" />,
  offline: <circle cx="5" cy="5" r="3.25" fill="none" strokeWidth="1.5" className="stroke-control" />,
  waiting: (
    <>
      <circle cx="5" cy="5" r="3.25" fill="none" strokeWidth="1.5" className="stroke-warn" />
      <path d="M5 1.75a3.25 3.25 0 0 1 0 6.5z" className="fill-warn" />
    </>
  ),
  'cut-off': <rect x="1.4" y="1.4" width="7.2" height="7.2" rx="1.2" className="fill-bad" />,
  unknown: (
    <circle cx="5" cy="5" r="3.25" fill="none" strokeWidth="1.5" strokeDasharray="1.8 1.6" className="stroke-control" />
  ),
};

/** Status by shape first and colour second, so that it survives greyscale; `label` is its word, left out where the word stands beside it. */
export function StatusGlyph(props: { shape: GlyphShape; label?: string; size?: number }): ReactNode {
  const { size = 10, label } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 10 10"
      className="shrink-0"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined || undefined}
    >
      {shapes[props.shape]}
    </svg>
  );
}
