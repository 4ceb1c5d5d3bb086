/**
 * Asks the database which dates have new input, on a session of its own that takes no lock. One short time limit holds
 * for everything: whoever asks has something better to do than to wait.
 */
import type { Failure } from '../../core/run/failure.ts';
import { quotedProcedureName } from '../../core/settings/procedure-name.ts';
import { type EpochMs, seconds, toSeconds } from '../../core/time/time.ts';
import type { Log } from '../../ports.ts';
import { mostPendingDates, type PendingAnswer } from '../../ports/input-probe.ts';
import { toFailure } from './errors/classify-error.ts';
import type { LockTarget } from './locked-session.ts';
import type { Session } from './sql-session.ts';
import { describeTarget } from './sql-settings.ts';
import { type ReadAnswer, readResult } from './pending-answer.ts';

const timeLimit = seconds(15);

export interface PendingProcedure {
  readonly procedure: string;
  /** Without its @. */
  readonly parameter: string;
}

export async function askPending(
  target: LockTarget,
  asked: PendingProcedure,
  since: EpochMs,
  log: Log,
  signal: AbortSignal,
): Promise<PendingAnswer> {
  const over = new AbortController();
  const ended = new AbortController();
  void target.clock.sleep(timeLimit, ended.signal).then(() => over.abort());
  try {
    const either = AbortSignal.any([signal, over.signal]);
    return await ask(target, asked, since, log, either);
  } finally {
    ended.abort();
  }
}

async function ask(
  target: LockTarget,
  asked: PendingProcedure,
  since: EpochMs,
  log: Log,
  signal: AbortSignal,
): Promise<PendingAnswer> {
  // The session's own limit comes later: it would name the setting of another one.
  const sql = { ...target.sql, connectTimeout: seconds(20) };
  const session = await target.createSession(sql, target.clock, signal, 'read');
  const failed = (reason: string): PendingAnswer => ({
    kind: 'failed',
    message: `cannot ask ${asked.procedure} for late input on ${describeTarget(sql)}: ${reason}`,
  });
  let sent = false;
  try {
    const answer = await session.open(() => {
      sent = true;
      return execute(session, asked, since);
    });
    if (answer.kind === 'misshapen')
      return failed(`the procedure ${answer.problem}. Correct the procedure: docs/your-server.md has one`);
    return { kind: 'answered', dates: newest(answer.dates, asked.procedure, log) };
  } catch (error) {
    if (signal.aborted) return failed(sent ? slowProcedure : slowServer);
    const reports = session.reportsOf([error]);
    const failure = toFailure(reports, sent ? 'executing' : 'login', target.keep, sql);
    return failed(`${failure.message.replace(/\.$/, '')}. ${remedyFor(failure)}`);
  } finally {
    await session.close();
  }
}

const within = `within ${toSeconds(timeLimit)} s`;
const slowProcedure = `no answer ${within}. Make the procedure quicker: an index on the time of arrival is what it usually lacks`;
const slowServer = `no session ${within}. It is asked again in a few minutes`;

async function execute(session: Session, asked: PendingProcedure, since: EpochMs): Promise<ReadAnswer> {
  const request = session.request().input(asked.parameter, session.driver.DateTime2(3), new Date(since));
  request.arrayRowMode = true;
  return readResult(await request.execute(quotedProcedureName(asked.procedure)));
}

/** The newest are the ones that are not paid yet. The others are gone with this answer, so somebody must know. */
function newest<T>(dates: readonly T[], procedure: string, log: Log): readonly T[] {
  const more = dates.length - mostPendingDates;
  if (more <= 0) return dates;
  log.warn(
    `${procedure} told of late input for ${dates.length} dates: the ${more} oldest of them are left out. Ask for a backfill of them`,
  );
  return dates.slice(-mostPendingDates);
}

/** The others' remedies speak of the procedure of the runs, and of retries. */
function remedyFor({ class: kind, remedyCode, remedy }: Failure): string {
  if (remedyCode === 'missing_procedure')
    return 'The procedure does not exist in this database, or this login may not see it: check PENDING_PROCEDURE, or create the procedure';
  if (kind === 'contract')
    return 'Check PENDING_PROCEDURE and PENDING_PARAMETER against the declaration of the procedure: expected one parameter, a datetime2';
  if (passing.has(kind)) return 'It is asked again in a few minutes';
  return remedy;
}

const passing: ReadonlySet<Failure['class']> = new Set([
  'transient',
  'outcome_unknown',
  'interrupted',
  'governance',
]);
