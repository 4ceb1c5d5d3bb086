/** Parses the command line of main.ts. */
import { parseArgs } from 'node:util';

export interface CommandLine {
  readonly port: number;
  readonly dataFolder: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly durationMs: number;
  /** Undefined: no control port. */
  readonly controlPort: number | undefined;
  readonly exitWithStdin: boolean;
}

export const usage = `usage: node local/sql-server/main.ts [options]
  --port N             TCP port on 127.0.0.1; default: 0, which chooses a free one
  --data-folder PATH   keep attendance.sqlite here between starts; default: in memory
  --user NAME          default: app
  --password TEXT      default: Stand-in-0nly
  --duration MS        how long spJamkerja takes; default: 3000
  --control-port N     for tests: control faults over HTTP on 127.0.0.1; 0 chooses a free port; default: off
  --exit-with-stdin    exit when standard input closes, which it does with the parent process`;

export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      'data-folder': { type: 'string' },
      user: { type: 'string' },
      password: { type: 'string' },
      duration: { type: 'string' },
      'control-port': { type: 'string' },
      'exit-with-stdin': { type: 'boolean' },
    },
  });
  return {
    port: toNumber('--port', values.port, 65_535) ?? 0,
    dataFolder: values['data-folder'],
    user: values.user,
    password: values.password,
    durationMs: toNumber('--duration', values.duration, 86_400_000) ?? 3000,
    controlPort: toNumber('--control-port', values['control-port'], 65_535),
    exitWithStdin: values['exit-with-stdin'] ?? false,
  };
}

function toNumber(option: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > max) {
    throw new Error(`${option} ${text}: expected a whole number from 0 to ${max}`);
  }
  return Number(text);
}
