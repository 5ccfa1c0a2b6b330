/**
 * Stops the clock of the page at this moment, for whoever asks what time it is; timers go on. The half of a millisecond
 * says that it stands, see `isStanding`.
 */
export function freezeClock(view: typeof globalThis): void {
  const Running = view.Date;
  const at = Math.floor(Running.now()) + 0.5;
  class FrozenDate extends Running {
    constructor(...given: readonly unknown[]) {
      // The arguments are those of Date; none at all means now.
      super(...((given.length === 0 ? [at] : given) as [number]));
    }
    static override now(): number {
      return at;
    }
  }
  // Date can be called without `new` as well, which nobody in the page does.
  view.Date = FrozenDate as DateConstructor;
}

/** Everything that the page hands out as text goes through `plain` first: what is copied and what is saved. */
export function watchExits(view: typeof globalThis, plain: (text: string) => string): void {
  const { clipboard } = view.navigator;
  const write = clipboard?.writeText.bind(clipboard);
  if (write !== undefined) clipboard.writeText = async (text) => await write(plain(text));
  view.Blob = class extends view.Blob {
    constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
      super(
        parts.map((part) => (typeof part === 'string' ? plain(part) : part)),
        options,
      );
    }
  };
}
