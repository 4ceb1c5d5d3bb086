/** Which server the doctor checks: that of a connection string, or the one that `npm start` would use. */
import { readNotifySettings } from '../../src/adapters/notify/notify-settings.ts';
import type { RunnerParts } from '../../src/adapters/sql-server/procedure-runner.ts';
import { parseSqlSettings } from '../../src/adapters/sql-server/sql-settings.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { readPendingSettings } from '../../src/core/settings/pending-environment.ts';
import { parseSettings } from '../../src/core/settings/scheduler-settings.ts';
import { checkMetricsToken, type WrongSettings } from '../../src/core/settings/wrong-settings.ts';
import { chooseServer, connectionNames, type Environment } from '../own-server/choose-server.ts';
import { startSqlServer } from '../sql-server/stand-in.ts';
import { readExampleSettings, readOwnSettings } from '../stack/settings.ts';
import { variablesFor } from '../sql-server/variables.ts';

interface Usable {
  readonly parts: RunnerParts;
  /** Of what a run does not need. */
  readonly wrongSettings: readonly WrongSettings[];
}

export type Target =
  | ({ readonly kind: 'server' } & Usable)
  | ({ readonly kind: 'stand-in'; readonly close: () => Promise<void> } & Usable)
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** `warn` gets what is odd about local.settings.json. */
export async function findTarget(
  connection: string | undefined,
  environment: Environment,
  warn: (line: string) => void,
  readOwn: typeof readOwnSettings = readOwnSettings,
): Promise<Target> {
  try {
    const own = readOwn(warn);
    if (connection !== undefined) {
      const others = withoutConnection({ ...own, ...environment });
      return targetOf({ ...others, SQL_CONNECTION_STRING: connection });
    }
    const chosen = chooseServer({ own, example: readExampleSettings(), environment });
    return chosen.kind === 'own' ? targetOf(chosen.environment) : await startStandIn(chosen.environment);
  } catch (error) {
    return { kind: 'invalid', problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** A connection string takes the place of the settings that it contains. */
function withoutConnection(environment: Environment): Environment {
  const replaced = new Set(connectionNames);
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !replaced.has(name.toUpperCase()) && !/CONNSTR_|^ConnectionStrings/i.test(name),
    ),
  );
}

function targetOf(environment: Environment): Exclude<Target, { readonly kind: 'stand-in' }> {
  const sql = parseSqlSettings(environment);
  const settings = parseSettings(environment, undefined);
  if (sql.kind === 'valid' && settings.kind === 'valid') {
    return {
      kind: 'server',
      parts: { sql: sql.settings, settings: settings.settings, clock: systemClock },
      wrongSettings: [
        ...readNotifySettings(environment).wrong,
        ...checkMetricsToken(environment),
        ...readPendingSettings(environment).wrong,
      ],
    };
  }
  const problems = [sql, settings].flatMap((each) => (each.kind === 'invalid' ? each.problems : []));
  return { kind: 'invalid', problems };
}

/** A stand-in of its own, so that the doctor also works beside a running `npm start`. */
async function startStandIn(environment: Environment): Promise<Target> {
  const { port, user, password, close } = await startSqlServer();
  const target = targetOf({
    ...withoutConnection(environment),
    ...variablesFor({ port, user, password }),
  });
  if (target.kind === 'server') return { ...target, kind: 'stand-in', close };
  await close();
  return target;
}
