/** Thrown where a start cannot succeed as configured; the message is a sentence for the person at the terminal and holds no secret. */
export class ConfigError extends Error {}
