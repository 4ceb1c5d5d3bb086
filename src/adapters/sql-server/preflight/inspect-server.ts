/**
 * Goes the way of a run up to the point where it would take the applock, and asks instead of acting. One deadline holds
 * for everything; the session is a run's in all its options, and is closed in any case.
 */
import type {
  LoginStep,
  PreflightFacts,
  PreflightTarget,
  SessionFacts,
} from '../../../core/preflight/preflight-facts.ts';
import { milliseconds, seconds } from '../../../core/time/time.ts';
import { toFailure } from '../errors/classify-error.ts';
import { describeLogin } from '../login.ts';
import type { LockTarget } from '../locked-session.ts';
import type { Session } from '../sql-session.ts';
import { askBrowser } from './ask-browser.ts';
import { askProcedure, askRight } from './ask-procedure.ts';
import { askClock, askOptions } from './ask-session.ts';
import { askValues } from './ask-values.ts';
import { openPort, type Patience, resolveName, stopwatch } from './reach-server.ts';

/** The dashboard waits for 20 s. */
const deadline = seconds(18);
const browserPatience = seconds(4);
/** For all answers together. The longest of an honest server is the text of the procedure. */
const answerBytes = 2 * 1_024 * 1_024;

export interface Inspected {
  readonly procedure: string;
  /** Of late input, if there is one to ask. */
  readonly pending?: string | undefined;
}

export async function inspectServer(target: LockTarget, inspected: Inspected): Promise<PreflightFacts> {
  const over = new AbortController();
  const ended = new AbortController();
  void target.clock.sleep(deadline, ended.signal).then(() => over.abort());
  try {
    return await inspect(target, inspected, over.signal);
  } finally {
    ended.abort();
  }
}

async function inspect(
  target: LockTarget,
  inspected: Inspected,
  signal: AbortSignal,
): Promise<PreflightFacts> {
  const { sql, clock } = target;
  const patience: Patience = { clock, limit: sql.connectTimeout, signal };
  const name = await resolveName(sql.server, patience);
  const reached = { target: targetOf(target), name };
  const address = name.kind === 'failed' ? undefined : name.addresses[0];
  if (name.kind === 'failed' || address === undefined) return reached;
  const shorter = { ...patience, limit: milliseconds(Math.min(browserPatience, sql.connectTimeout)) };
  const instance = sql.instance === undefined ? undefined : await askBrowser(address, sql.instance, shorter);
  if (instance !== undefined && instance.kind !== 'found') return { ...reached, instance };
  const port = await openPort(name.addresses, instance?.port ?? sql.port, patience);
  if (port.kind !== 'open') return { ...reached, instance, port };
  return { ...reached, instance, port, ...(await logInAndAsk(target, inspected, signal)) };
}

async function logInAndAsk(
  { sql, lockName, clock, keep, createSession }: LockTarget,
  inspected: Inspected,
  signal: AbortSignal,
): Promise<{ readonly login: LoginStep; readonly session?: SessionFacts }> {
  const elapsed = stopwatch(clock);
  const session = await createSession(sql, clock, signal, 'read');
  try {
    const refused = await session
      .open(async () => {})
      .then(
        () => undefined,
        (error: unknown) => toFailure(session.reportsOf([error]), 'login', keep, sql),
      );
    const took = elapsed();
    if (refused !== undefined) return { login: { kind: 'failed', failure: refused, took } };
    session.limitBytes(answerBytes);
    signal.addEventListener('abort', session.abandon);
    return {
      login: { kind: 'done', took },
      session: await askAll(session, { ...inspected, lockName }, clock),
    };
  } finally {
    signal.removeEventListener('abort', session.abandon);
    await session.close();
  }
}

async function askAll(
  session: Session,
  subject: Inspected & { readonly lockName: string },
  clock: LockTarget['clock'],
): Promise<SessionFacts> {
  return {
    // The first request of a session takes longer; the clock is asked when it is warm.
    server: await askValues(session, subject),
    options: await askOptions(session),
    procedure: await askProcedure(session, subject.procedure),
    pending: subject.pending === undefined ? undefined : await askRight(session, subject.pending),
    clock: await askClock(session, clock),
  };
}

function targetOf({ sql, lockName }: LockTarget): PreflightTarget {
  return {
    host: sql.server,
    port: sql.port,
    instance: sql.instance,
    database: sql.database,
    login: describeLogin(sql.login),
    encryption: sql.encrypt === 'strict' ? 'strict' : sql.encrypt ? 'on' : 'none',
    trustsAnyCertificate: sql.trustServerCertificate,
    lockName,
  };
}
