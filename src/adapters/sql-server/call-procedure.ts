/** Sends EXEC and follows it to its end: reports progress, collects errors, cancels when the attempt is aborted. */
import type { Request } from 'mssql';
import type { FailurePhase, SqlErrorReport } from './errors/error-reports.ts';
import { keepErrors } from './errors/kept-errors.ts';
import { quotedProcedureName } from '../../core/settings/procedure-name.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { type DurationMs, milliseconds, seconds } from '../../core/time/time.ts';
import type { AbortReason, Clock, Execution, ExecutionObserver } from '../../ports.ts';
import { cancelTimeout } from './driver-config.ts';
import type { Session } from './sql-session.ts';

export interface CallEnding {
  readonly errors: readonly SqlErrorReport[];
  /** How many there were besides. */
  readonly moreErrors: number;
  /** Whether the procedure may have begun. */
  readonly phase: FailurePhase;
  /** Undefined when the server reported none. */
  readonly rowsAffected: number | undefined;
  readonly returnValue: number | undefined;
  /** False only when the procedure was certainly not sent, or the connection broke before an answer. */
  readonly answered: boolean;
  /** The procedure ended by itself, even if a request to stop was sent meanwhile. */
  readonly endedByItself: boolean;
}

const noTimeout = milliseconds(0);
/** After a shutdown the host kills the process within 5 s, and the result must be written before. */
const shutdownPatience = seconds(3);
const stopPatience = milliseconds(cancelTimeout + 2_000);

export async function callProcedure(
  session: Session,
  settings: Settings,
  clock: Clock,
  { range, observer, abort }: Execution,
): Promise<CallEnding> {
  const request = session
    .request({ requestTimeout: noTimeout })
    .input(settings.startParameter, session.driver.Date, range.awal)
    .input(settings.endParameter, session.driver.Date, range.akhir);
  request.stream = true;
  const errors = keepErrors();
  request.on('error', errors.addDriverError);
  reportMessages(request, observer, clock);
  let rowsAffected: number | undefined;
  let answered = false;
  let endedByItself = false;
  session.followStatementEnds({
    // As the driver marks them.
    failed: (token) => errors.addServerError({ ...Object(token), code: 'EREQUEST' }),
    answered: () => {
      answered = true;
    },
    changed: (rows) => {
      rowsAffected = (rowsAffected ?? 0) + rows;
      observer.rowsAffected(rows);
    },
    procedureEnded: () => {
      endedByItself = true;
    },
  });
  let returnValue: number | undefined;

  const ended = new AbortController();
  const stop = (): void => {
    const reason = abort.reason();
    if (reason !== undefined) void stopRequest(request, session, reason, clock, ended.signal);
  };
  observer.executing();
  try {
    const running = request.execute(quotedProcedureName(settings.procedure));
    abort.signal.addEventListener('abort', stop);
    stop();
    const result: unknown = (await running).returnValue;
    if (typeof result === 'number') returnValue = result;
  } catch (error) {
    errors.addDriverError(error);
  } finally {
    abort.signal.removeEventListener('abort', stop);
    ended.abort();
  }
  const phase = session.wasReplaced() ? 'before_execute' : 'executing';
  const reports = { errors: errors.reports(), moreErrors: errors.more() };
  return { ...reports, phase, rowsAffected, returnValue, answered, endedByItself };
}

/** Asks the server to stop. If it does not answer in time, the session is given up, and how it ended stays unknown. */
async function stopRequest(
  request: Request,
  session: Session,
  reason: AbortReason,
  clock: Clock,
  ended: AbortSignal,
): Promise<void> {
  request.cancel();
  const patience: DurationMs = reason.cause === 'shutdown' ? shutdownPatience : stopPatience;
  await clock.sleep(patience, ended);
  if (!ended.aborted) session.abandon();
}

/** PRINT sends up to 8,000; no row keeps more than this. */
const mostCharacters = 4_000;

function reportMessages(request: Request, observer: ExecutionObserver, clock: Clock): void {
  request.on('info', ({ message, number }: { readonly message: string; readonly number: number }) => {
    const text = message.length > mostCharacters ? `${message.slice(0, mostCharacters - 1)}…` : message;
    if (text.trim() !== '') observer.message({ at: clock.now(), text, number });
  });
}
