import * as v from 'valibot';

/** The largest file of views that anybody reads, in characters; the page carries the shared ones in its document. */
export const viewsFileLength = 65_536;

const noControl = /^[^\p{Cc}\p{Cf}]*$/u;
const nameSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80), v.regex(noControl));
/** A list of devices of this console: no other page, and no other host. */
const urlSchema = v.pipe(v.string(), v.maxLength(4000), v.regex(/^\/devices(\?[^#\s]*)?$/));
const viewSchema = v.object({ name: nameSchema, url: urlSchema });
const fileSchema = v.object({ views: v.pipe(v.array(v.unknown()), v.maxLength(200)) });

/** A list of devices under a name: its address says filter, order, columns and groups. */
export type View = v.InferOutput<typeof viewSchema>;

/** Reads a file of views, `{"views": [{"name": "…", "url": "/devices?filter=…"}]}`; a sentence where it is none. */
export function readViews(text: string): readonly View[] | { readonly problem: string } {
  if (text.length > viewsFileLength) return { problem: 'It is longer than 64 kB.' };
  let told: unknown;
  try {
    told = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'It is no JSON.' };
  }
  const file = v.safeParse(fileSchema, told);
  if (!file.success) return { problem: 'It has no list "views" of 200 views at most.' };
  const views: View[] = [];
  for (const [index, entry] of file.output.views.entries()) {
    const view = v.safeParse(viewSchema, entry);
    if (!view.success) return { problem: problemOf(entry, index + 1) };
    if (views.some(({ name }) => name === view.output.name))
      return { problem: `View ${index + 1} has the name of another one.` };
    views.push(view.output);
  }
  return views;
}

/** Prints views as `readViews` reads them. */
export function printViews(views: readonly View[]): string {
  return `${JSON.stringify({ views: views.map(({ name, url }) => ({ name, url })) }, null, 2)}\n`;
}

function problemOf(entry: unknown, place: number): string {
  const hasName = v.is(v.object({ name: nameSchema }), entry);
  return hasName
    ? `View ${place} has no "url" that begins with /devices and is a list of devices.`
    : `View ${place} has no "name" of 1 to 80 characters.`;
}
