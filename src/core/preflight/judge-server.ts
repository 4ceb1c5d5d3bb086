/** Judges what the server says of itself: login, product, database, and the options of the session. */
import type {
  Answer,
  LoginStep,
  PreflightTarget,
  ServerFacts,
  ServerValues,
  SessionFacts,
} from './preflight-facts.ts';
import { type Check, type Finding, finding, unanswered } from './finding.ts';

/** The value if there is one; NULL counts as none. */
export const valueOf = <N extends keyof ServerValues>(
  { values }: ServerFacts,
  name: N,
): NonNullable<ServerValues[N]> | undefined => values[name] ?? undefined;

export const notAnswered = (check: Check, question: string, answer: Answer<unknown>): Finding =>
  unanswered(check, question, answer.kind === 'unknown' ? answer.reason : 'NULL');

export const noValue = (
  check: Check,
  question: string,
  { reasons }: ServerFacts,
  name: keyof ServerValues,
): Finding => unanswered(check, question, reasons[name] ?? 'NULL');

export function judgeLogin(
  { took }: LoginStep,
  { server }: SessionFacts,
  target: PreflightTarget,
): readonly Finding[] {
  const login = valueOf(server, 'login') ?? target.login;
  const found = finding('logged_in', { login, user: valueOf(server, 'user') ?? login, ms: took });
  const role = powerfulRole(valueOf(server, 'sysadmin'), valueOf(server, 'owner'));
  return role === undefined ? [found] : [found, finding('login_powerful', { login, role })];
}

function powerfulRole(sysadmin: number | undefined, owner: number | undefined): string | undefined {
  if (sysadmin === 1) return 'sysadmin';
  return owner === 1 ? 'db_owner' : undefined;
}

const yearOf: ReadonlyMap<number, string> = new Map([
  [9, '2005'],
  [10, '2008'],
  [11, '2012'],
  [12, '2014'],
  [13, '2016'],
  [14, '2017'],
  [15, '2019'],
  [16, '2022'],
  [17, '2025'],
]);
const oldestMajor = 11;

/** `EngineEdition` of SERVERPROPERTY. */
const cloudNames: ReadonlyMap<number, string> = new Map([
  [5, 'Azure SQL Database'],
  [8, 'Azure SQL Managed Instance'],
  [9, 'Azure SQL Edge'],
  [12, 'SQL database in Microsoft Fabric'],
]);

export function judgeServer({ server }: SessionFacts): Finding {
  const version = valueOf(server, 'version');
  if (version === undefined) return noValue('server', "SERVERPROPERTY('ProductVersion')", server, 'version');
  const banner = (valueOf(server, 'banner') ?? '').split('\n')[0]?.trim() ?? '';
  const edition = valueOf(server, 'edition') ?? '';
  const cloud = cloudNames.get(valueOf(server, 'engine') ?? 0);
  if (cloud !== undefined) return finding('server_known', { product: cloud, version, edition });
  const major = Number.parseInt(version, 10);
  const year = yearOf.get(major);
  if (!banner.startsWith('Microsoft SQL')) {
    return finding('server_other', { product: banner === '' ? version : banner });
  }
  const product = year === undefined ? 'SQL Server' : `SQL Server ${year}`;
  if (major < oldestMajor) return finding('server_old', { product, version });
  return finding('server_known', { product, version, edition });
}

const systemDatabases = new Set(['master', 'tempdb', 'model', 'msdb']);

export function judgeDatabase({ server }: SessionFacts): Finding {
  const database = valueOf(server, 'database');
  if (database === undefined) return noValue('database', 'DB_NAME()', server, 'database');
  const updateability = valueOf(server, 'updateability');
  if (updateability === 'READ_ONLY') return finding('database_read_only', { database });
  if (updateability === undefined) {
    return noValue('database', "DATABASEPROPERTYEX(…, 'Updateability')", server, 'updateability');
  }
  if (systemDatabases.has(database.toLowerCase())) return finding('database_system', { database });
  return finding('database_open', { database });
}

export function judgeSession({ server, options }: SessionFacts): Finding {
  const language = valueOf(server, 'language');
  const firstDay = valueOf(server, 'firstDay');
  if (language === undefined) return noValue('session', '@@LANGUAGE', server, 'language');
  if (firstDay === undefined) return noValue('session', '@@DATEFIRST', server, 'firstDay');
  if (options.kind === 'unknown') return notAnswered('session', 'sys.dm_exec_sessions', options);
  const { dateFormat, isolation } = options.value;
  return finding('session_options', { language, date_format: dateFormat, first_day: firstDay, isolation });
}
