/** The options and the clock of an open session. */
import { z } from 'zod';
import type { Answer, ClockFacts, SessionOptions } from '../../../core/preflight/preflight-facts.ts';
import { epochMs, milliseconds, plus } from '../../../core/time/time.ts';
import type { Clock } from '../../../ports.ts';
import type { Session } from '../sql-session.ts';
import { answered, ask } from './ask-server.ts';
import { stopwatch } from './reach-server.ts';

/** `transaction_isolation_level` of sys.dm_exec_sessions. */
const isolationLevels: readonly string[] = [
  'unspecified',
  'read uncommitted',
  'read committed',
  'repeatable read',
  'serializable',
  'snapshot',
];

const OwnSession = z.object({ date_format: z.string(), transaction_isolation_level: z.number() });
const UserOption = z.object({ 'Set Option': z.string(), Value: z.string() });

/** Everybody may see their own session; DBCC asks for no right at all, but not every server has it. */
export async function askOptions(session: Session): Promise<Answer<SessionOptions>> {
  const own = await answered(async () => {
    const rows = await ask(
      session,
      'SELECT date_format, transaction_isolation_level FROM sys.dm_exec_sessions WHERE session_id = @@SPID',
    );
    const row = OwnSession.parse(rows[0]);
    const isolation = isolationLevels[row.transaction_isolation_level] ?? 'unspecified';
    return { dateFormat: row.date_format, isolation };
  });
  if (own.kind === 'known') return own;
  return answered(async () => {
    const rows = z.array(UserOption).parse(await ask(session, 'DBCC USEROPTIONS'));
    const valueOf = (name: string) => rows.find((row) => row['Set Option'] === name)?.Value ?? 'unknown';
    return { dateFormat: valueOf('dateformat'), isolation: valueOf('isolation level') };
  });
}

const ServerClock = z.object({ seconds: z.number(), offset: z.number() });

export async function askClock(session: Session, clock: Clock): Promise<Answer<ClockFacts>> {
  return answered(async () => {
    const asked = clock.now();
    const elapsed = stopwatch(clock);
    const rows = await ask(
      session,
      "SELECT DATEDIFF(second, '19700101', SYSUTCDATETIME()) AS seconds, " +
        'DATEPART(TZoffset, SYSDATETIMEOFFSET()) AS offset',
    );
    const ours = plus(asked, milliseconds(elapsed() / 2));
    const { seconds, offset } = ServerClock.parse(rows[0]);
    return { server: epochMs(seconds * 1_000), offsetMinutes: offset, ours };
  });
}
