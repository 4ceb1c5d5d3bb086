/** Which server the doctor checks: the one of a connection string or of the settings, otherwise the stand-in. */
import { existsSync } from 'node:fs';
import { parseSqlSettings } from '../../src/adapters/sql-server/sql-settings.ts';
import type { RunnerParts } from '../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import type { ParsedSettings } from '../../src/core/settings/environment.ts';
import { parseSettings } from '../../src/core/settings/scheduler-settings.ts';
import { startSqlServer } from '../sql-server/stand-in.ts';
import { ownSettingsFile, readLocalSettings } from '../stack/settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type Target =
  | { readonly kind: 'server'; readonly parts: RunnerParts; readonly warnings: readonly string[] }
  | { readonly kind: 'stand-in'; readonly parts: RunnerParts; readonly close: () => Promise<void> }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** A connection string takes the place of these. */
const inConnectionString =
  /^SQL_(?:SERVER|PORT|DATABASE|AUTHENTICATION|USER|PASSWORD|CLIENT_ID|ENCRYPT|TRUST_SERVER_CERTIFICATE)$/;

export async function findTarget(connection: string | undefined, environment: Environment): Promise<Target> {
  const file = existsSync(ownSettingsFile) ? readLocalSettings() : { values: {}, warnings: [] };
  const settings: Environment = { ...file.values, ...environment };
  const others = Object.fromEntries(
    Object.entries(settings).filter(([name]) => !inConnectionString.test(name)),
  );
  const used = connection === undefined ? settings : { ...others, SQL_CONNECTION_STRING: connection };
  if (!namesServer(used)) return startStandIn(others);
  const read = partsOf(used);
  return read.kind === 'invalid' ? read : { kind: 'server', parts: read.settings, warnings: file.warnings };
}

const namesServer = (settings: Environment): boolean =>
  (settings['SQL_SERVER'] ?? '') !== '' || (settings['SQL_CONNECTION_STRING'] ?? '') !== '';

function partsOf(environment: Environment): ParsedSettings<RunnerParts> {
  const sql = parseSqlSettings(environment);
  const settings = parseSettings(environment, undefined);
  if (sql.kind === 'valid' && settings.kind === 'valid') {
    const parts = { sql: sql.settings, settings: settings.settings, clock: systemClock };
    return { kind: 'valid', settings: parts };
  }
  const problems = [sql, settings].flatMap((each) => (each.kind === 'invalid' ? each.problems : []));
  return { kind: 'invalid', problems };
}

async function startStandIn(others: Environment): Promise<Target> {
  const { port, user, password, close } = await startSqlServer();
  const read = partsOf({
    ...others,
    SQL_SERVER: '127.0.0.1',
    SQL_PORT: String(port),
    SQL_DATABASE: 'Attendance',
    SQL_USER: user,
    SQL_PASSWORD: password,
    SQL_ENCRYPT: 'false',
  });
  if (read.kind === 'valid') return { kind: 'stand-in', parts: read.settings, close };
  await close();
  return read;
}
