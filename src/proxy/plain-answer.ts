/** What is asked, apart from its Arrival. A Request is one of these. */
export type PlainRequest = { readonly method: string; readonly body: AsyncIterable<Uint8Array> | null };

/** An answer as parts, of which a body of no bytes is none. A Response can be read once only, and costs more to make. */
export type PlainAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export const noBody = Buffer.alloc(0);

/** The same answer, which others may be given too, with a header more. Spreading them takes ten times as long. */
export function withHeader({ status, headers, body }: PlainAnswer, name: string, value: string): PlainAnswer {
  return { status, headers: Object.assign({}, headers, { [name]: value }), body };
}

/** The answer for who asks in the terms of the fetch API. */
export function toResponse({ status, headers, body }: PlainAnswer): Response {
  return new Response(body.length === 0 ? null : new Uint8Array(body), { status, headers });
}
