/** What `tailboard --help` prints. */
export const helpText = `Tailboard: a web admin console for the devices of a Tailscale tailnet.

  tailboard [options]

With no key it serves a demo tailnet. A real one needs TAILSCALE_API_KEY, or TAILSCALE_OAUTH_CLIENT_ID and
TAILSCALE_OAUTH_CLIENT_SECRET, in the environment; keys on the command line are refused.

  --port <number>        where to listen on this machine, also PORT; 8420 unless given, 0 for any free port
  --devices <number>     the demo with that many devices
  --seed <number>        other devices, the same for the same number
  --latency <ms>         the demo answers late
  --fault-rate <0 to 1>  the demo fails that often
  --version              prints the version
  --help                 prints this

All variables of the environment are in the README.`;
