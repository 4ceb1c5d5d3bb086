/** The options of `npm start`. */
import { parseArgs } from 'node:util';
import { type AuthMode, parseAuthMode } from '../functions-host/auth/mode.ts';

export interface StartOptions {
  readonly port: number;
  readonly auth: AuthMode;
  /** Ask for a run at once. */
  readonly run: boolean;
  /** Stop after the next run that ends. */
  readonly once: boolean;
}

export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '7071' },
      auth: { type: 'string', default: 'none' },
      run: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
    },
  });
  const { run, once } = values;
  const auth = parseAuthMode(values.auth);
  if (once && auth !== 'none')
    throw new Error(`--once asks the app without a key or a session: expected it without --auth ${auth}`);
  const port = Number(values.port);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return { port, auth, run, once };
  throw new Error(`--port is ${JSON.stringify(values.port)}, expected a whole number from 1 to 65535`);
}
