/** An answer before it becomes a Response; a body in parts is sent part by part and never joined. */
export type Answer = {
  readonly status: number;
  readonly body: string | readonly Uint8Array[] | null;
  readonly headers: Readonly<Record<string, string>>;
};

const jsonType = { 'content-type': 'application/json' } as const;

/** 200 with JSON text that is ready to be sent. */
export function ready(body: string | readonly Uint8Array[], headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers: { ...jsonType, ...headers } };
}

/** 200 with the value as JSON. */
export function json(value: unknown): Answer {
  return ready(JSON.stringify(value));
}

/** What a successful write answers on the wire: the four bytes `null`, whatever the documents promise. */
export function nothing(): Answer {
  return ready('null');
}

/** An error in the API's form, `{"message": …}`. */
export function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: JSON.stringify({ message }), headers: { ...jsonType, ...headers } };
}

/** The one sentence for an unknown id, a deleted device, and a write to a device of another tailnet. */
export function noDevice(): Answer {
  return refusal(404, 'no manageable device matching this ID found');
}

/** The answer's bytes, in as many parts as it has; empty for no body. */
export function bodyParts(answer: Answer): readonly Uint8Array[] {
  if (answer.body === null || answer.body === '') return [];
  return typeof answer.body === 'string' ? [new TextEncoder().encode(answer.body)] : answer.body;
}

/** The Response for an answer. Parts are copied when they are read, because a reader may keep or detach them. */
export function respond(answer: Answer, requestId: string): Response {
  const parts = bodyParts(answer);
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const headers = new Headers(answer.headers);
  headers.set('x-tailscale-request-id', requestId);
  // These statuses have no body, and Response refuses to give them one.
  const bodiless = [204, 205, 304].includes(answer.status);
  if (length === 0 || bodiless) return new Response(null, { status: answer.status, headers });
  headers.set('content-length', String(length));
  const only = parts[0];
  if (parts.length === 1 && only !== undefined) {
    return new Response(only.slice(), { status: answer.status, headers });
  }
  return new Response(streamOf(parts), { status: answer.status, headers });
}

function streamOf(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let index = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const part = parts[index++];
        if (part === undefined) controller.close();
        else controller.enqueue(part.slice());
      },
    },
    { highWaterMark: 0 },
  );
}
