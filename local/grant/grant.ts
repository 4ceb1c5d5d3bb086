/** Waits until the database can be reached, and runs the grant; see infra/scripts/grant-sql.mjs. */
import { LoginError, type Database } from './open-database.ts';
import type { TemporaryRule } from './temporary-rule.ts';

export interface GrantOptions {
  /** Tries to connect once. */
  readonly open: () => Promise<Database>;
  readonly database: string;
  readonly statements: string;
  /** Undefined: the firewall is left alone. */
  readonly rule: TemporaryRule | undefined;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly say: (line: string) => void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

const againAfterMs = 10_000;
/** A serverless database wakes up within about a minute, a firewall rule counts within five. */
const wakesUpWithinMs = 5 * 60_000;
const ruleCountsWithinMs = 6 * 60_000;

const paused = 40613;
const notAdmitted = 40615;
const noPublicAccess = 47073;

export async function grant(options: GrantOptions): Promise<void> {
  const { rule, signal } = options;
  const stopped = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('Stopped.')), { once: true });
  });
  try {
    await Promise.race([connectAndRun(options), stopped]);
  } finally {
    await rule?.remove();
  }
}

async function connectAndRun(options: GrantOptions): Promise<void> {
  await options.rule?.begin();
  const database = await connect(options);
  try {
    await database.run(options.statements, options.say);
  } finally {
    await database.close();
  }
}

async function connect({ open, database, rule, now, pause, say, signal }: GrantOptions): Promise<Database> {
  let admitted: string | undefined;
  let until = now() + wakesUpWithinMs;
  let saidPaused = false;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await open();
    } catch (error) {
      const number = error instanceof LoginError ? error.number : undefined;
      switch (number) {
        case paused:
          if (!saidPaused) {
            say(
              `Database ${database} is not available yet (40613). If it is paused, this login wakes it up, which ` +
                'takes a minute or two. Trying again for up to 5 minutes.',
            );
            saidPaused = true;
            until = now() + wakesUpWithinMs;
          }
          break;
        case notAdmitted: {
          const address = addressIn(error);
          if (rule === undefined || address === undefined) throw refusedBy(error, address);
          if (admitted === undefined) {
            await rule.admit(address);
            admitted = address;
            until = now() + ruleCountsWithinMs;
            say('Until the rule counts, up to five minutes may pass.');
          } else if (admitted !== address) {
            throw new Error(
              `The server sees this machine as ${admitted} and as ${address}, and one rule admits one address. ` +
                'Use a connection with one address.',
              { cause: error },
            );
          }
          break;
        }
        case noPublicAccess:
          throw new Error(
            'The server takes no connections from public networks (47073), so no firewall rule can admit this ' +
              'machine. Run the grant on a machine in a network that has a private endpoint of the server.',
            { cause: error },
          );
        default:
          throw error;
      }
      if (now() + againAfterMs > until) throw error;
    }
    await pause(againAfterMs);
  }
}

function addressIn(error: unknown): string | undefined {
  return error instanceof Error
    ? /IP address '(\d{1,3}(?:\.\d{1,3}){3})'/.exec(error.message)?.[1]
    : undefined;
}

function refusedBy(error: unknown, address: string | undefined): Error {
  return new Error(
    `The server's firewall does not admit this machine (${address ?? 'address unknown'}). To admit it for as long as ` +
      'the grant takes: node local/bootstrap.mjs infra/scripts/grant-sql.mjs --open-firewall (after az login).',
    { cause: error },
  );
}
