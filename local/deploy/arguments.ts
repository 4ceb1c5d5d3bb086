/** The command line of `npm run deploy`, and the credentials from the environment. */

export type Phase = 'all' | 'drain' | 'resume';

export interface DeployOptions {
  readonly phase: Phase;
  readonly url: URL;
  /** Sent with each request. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly waitMinutes: number;
  /** The command that deploys; empty unless the phase is `all`. */
  readonly command: readonly string[];
}

export type ParsedArguments =
  | { readonly kind: 'options'; readonly options: DeployOptions }
  | { readonly kind: 'wrong'; readonly message: string };

export const usage = `npm run deploy -- --url https://HOST [--wait-minutes N] [drain | resume | COMMAND ...]

Pauses the schedule, waits until no run is active, runs COMMAND (default: azd deploy), and resumes.
To deploy in steps: drain pauses and waits, resume resumes.
Set SCHEDULER_KEY to the function key, or SCHEDULER_TOKEN to a bearer token with the role Scheduler.Operator.`;

const wrong = (message: string): ParsedArguments => ({ kind: 'wrong', message });

/** Longer than one attempt may take; a retry waits until the pause ends. */
const defaultWaitMinutes = 100;

/** Everything after our options is the command, with options of its own. */
export function parseArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedArguments {
  const given: Record<string, string> = {};
  let rest = [...args];
  while (rest[0]?.startsWith('--') === true && rest[0] !== '--') {
    const [name = '', value = ''] = rest;
    if (name !== '--url' && name !== '--wait-minutes') return wrong(`${name} is not an option.`);
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
  if (!(waitMinutes >= 0 && waitMinutes <= 1_440)) {
    return wrong(
      `--wait-minutes is ${JSON.stringify(given['--wait-minutes'])}, expected a number from 0 to 1440.`,
    );
  }
  const [first] = rest;
  const phase: Phase = rest.length === 1 && (first === 'drain' || first === 'resume') ? first : 'all';
  const command = phase !== 'all' ? [] : rest.length === 0 ? ['azd', 'deploy'] : rest;
  return {
    kind: 'options',
    options: { phase, url: new URL(address), credentials: credentialsIn(env), waitMinutes, command },
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
