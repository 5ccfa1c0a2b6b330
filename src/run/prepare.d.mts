/** The folder of the project, with a trailing separator. */
export const root: string;
/** Builds the page and the server into dist/, unless dist/ was built from these very sources. */
export function build(options?: { force?: boolean }): Promise<string[]>;
