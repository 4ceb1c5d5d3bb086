/** The command line of `npm run deploy`, and the credentials from the environment. */

export type Phase = 'all' | 'drain' | 'resume';

export interface DeployOptions {
  readonly phase: Phase;
  readonly url: URL;
  /** Sent with each request. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly waitMinutes: number;
  /** How long the new version may take to answer, and then to run a tick. */
  readonly returnMinutes: number;
  /** The zip file that is deployed, which knows its version. */
  readonly package: string | undefined;
  /** The command that deploys; empty unless the phase is `all`. */
  readonly command: readonly string[];
}

export type ParsedArguments =
  | { readonly kind: 'options'; readonly options: DeployOptions }
  | { readonly kind: 'wrong'; readonly message: string };

export const usage = `npm run deploy -- --url https://HOST [--wait-minutes N] [--return-minutes N] [--package FILE] [drain | resume | COMMAND ...]

Pauses the schedule, waits until no run is active, runs COMMAND (default: azd deploy), waits until the app shows the
version of the package (.local/package.zip), resumes, and waits for a tick.
To deploy in steps: drain pauses and waits, resume does the rest; it compares the version only with --package.
Set SCHEDULER_KEY to the function key, or SCHEDULER_TOKEN to a bearer token with the role Scheduler.Operator.`;

/** Where `npm run package` puts it. */
export const packageOfBuild = '.local/package.zip';

const wrong = (message: string): ParsedArguments => ({ kind: 'wrong', message });

/** Longer than one attempt may take; a retry waits until the pause ends. */
const defaultWaitMinutes = 100;
const defaultReturnMinutes = 10;
const options = new Set(['--url', '--wait-minutes', '--return-minutes', '--package']);

/** Everything after our options is the command, with options of its own. */
export function parseArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedArguments {
  const given: Record<string, string> = {};
  let rest = [...args];
  while (rest[0]?.startsWith('--') === true && rest[0] !== '--') {
    const [name = '', value = ''] = rest;
    if (!options.has(name)) return wrong(`${name} is not an option.`);
    given[name] = value;
    rest = rest.slice(2);
  }
  if (rest[0] === '--') rest = rest.slice(1);

  const address = given['--url'] ?? '';
  if (!URL.canParse(address) || !/^https?:\/\//.test(address)) {
    // A function key or a password may be in it, and this goes to the log of a workflow.
    const shown = /[?@=]/.test(address) ? '(not shown)' : JSON.stringify(address);
    return wrong(`--url is ${shown}, expected the address of the app, such as https://HOST.`);
  }
  const waitMinutes = Number(given['--wait-minutes'] ?? defaultWaitMinutes);
  const returnMinutes = Number(given['--return-minutes'] ?? defaultReturnMinutes);
  for (const [name, value] of [
    ['--wait-minutes', waitMinutes],
    ['--return-minutes', returnMinutes],
  ] as const) {
    if (!(value >= 0 && value <= 1_440))
      return wrong(`${name} is ${JSON.stringify(given[name])}, expected a number from 0 to 1440.`);
  }
  const [first] = rest;
  const phase: Phase = rest.length === 1 && (first === 'drain' || first === 'resume') ? first : 'all';
  const command = phase !== 'all' ? [] : rest.length === 0 ? ['azd', 'deploy'] : rest;
  return {
    kind: 'options',
    options: {
      phase,
      url: new URL(address),
      credentials: credentialsIn(env),
      waitMinutes,
      returnMinutes,
      package: given['--package'] ?? (phase === 'all' ? packageOfBuild : undefined),
      command,
    },
  };
}

/** From the environment only: every user of the machine can read a command line. */
function credentialsIn(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const { SCHEDULER_KEY: key, SCHEDULER_TOKEN: token } = env;
  return {
    ...(key ? { 'x-functions-key': key } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
}
