/** Handles the TDS server's logins and requests: the stand-in's logic, without sockets. */
import { AppLocks } from './app-locks.ts';
import type { AttendanceStore } from './attendance/store.ts';
import { runBatch } from './batch/run-batch.ts';
import type { ExecutionLog } from './executions.ts';
import type { Faults } from './faults.ts';
import { loginFailed, unknownProcedure } from './messages.ts';
import { getAppLock, releaseAppLock } from './procedures/application-lock.ts';
import { canonicalName, type ProcedureCall } from './procedures/call.ts';
import { withDefaults } from './procedures/sp-jamkerja-faults.ts';
import { callSpJamkerjaPending } from './procedures/sp-jamkerja-pending.ts';
import { callSpJamkerja } from './procedures/sp-jamkerja.ts';
import { faceOf } from './server-face.ts';
import type { RequestContext, SessionControl } from './tds/context.ts';
import type { Login } from './tds/handshake.ts';
import type { SqlRequest } from './tds/requests.ts';
import type { LoginDecision, TdsService } from './tds/server.ts';

export interface ServiceParts {
  readonly store: AttendanceStore;
  readonly faults: Faults;
  readonly executions: ExecutionLog;
  readonly user: string;
  readonly password: string;
  readonly durationMs: number;
  readonly log: (line: string) => void;
}

export function createService(parts: ServiceParts): TdsService {
  const locks = new AppLocks();
  const endSession = ({ spid, transactions }: SessionControl): void => {
    transactions.reset();
    locks.releaseAll(spid);
  };
  const call = (procedureCall: ProcedureCall, context: RequestContext): Promise<void> =>
    callProcedure(procedureCall, context, parts, locks);
  return {
    answerPrelogin: () => (parts.faults.takePreloginMute() ? 'mute' : 'answer'),
    decideLogin: (login) => decideLogin(login, parts),
    execute: async (request, context) => {
      try {
        await execute(request, context, parts, locks, call);
      } catch (error) {
        context.session.transactions.interrupted();
        throw error;
      }
    },
    resetSession: endSession,
    sessionEnded: endSession,
    log: parts.log,
  };
}

function decideLogin(login: Login, { faults, user, password }: ServiceParts): LoginDecision {
  const fault = faults.takeForLogin();
  if (fault?.kind === 'mute') return { kind: 'mute' };
  if (fault?.kind === 'deny-login') return { kind: 'deny', error: withDefaults(fault.error) };
  // SQL Server's login names are case-insensitive, its passwords are not.
  const known = login.user.toLowerCase() === user.toLowerCase() && login.password === password;
  return known ? { kind: 'accept' } : { kind: 'deny', error: loginFailed(login.user) };
}

async function execute(
  request: SqlRequest,
  context: RequestContext,
  { store, executions, faults }: ServiceParts,
  locks: AppLocks,
  call: (call: ProcedureCall, context: RequestContext) => Promise<void>,
): Promise<void> {
  const face = faceOf(faults.active);
  const surroundings = { context, store, locks, face, hurry: executions.hurry, call };
  if (request.kind === 'batch') {
    return await runBatch({ text: request.text, parameters: [], ...surroundings });
  }
  if (canonicalName(request.procedure) !== 'dbo.sp_executesql') return await call(request, context);
  const [statement, _declarations, ...parameters] = request.parameters;
  return await runBatch({ text: String(statement?.value ?? ''), parameters, ...surroundings });
}

async function callProcedure(
  call: ProcedureCall,
  context: RequestContext,
  { store, executions, durationMs, faults }: ServiceParts,
  locks: AppLocks,
): Promise<void> {
  switch (canonicalName(call.procedure)) {
    case 'dbo.sp_getapplock':
    case 'sys.sp_getapplock':
      return await getAppLock(call, context, locks);
    case 'dbo.sp_releaseapplock':
    case 'sys.sp_releaseapplock':
      return releaseAppLock(call, context, locks);
    case 'dbo.spjamkerja':
      return await callSpJamkerja(call, context, {
        store,
        executions,
        durationMs,
        takeFault: () => faults.takeForProcedure(),
      });
    case 'dbo.spjamkerjapending':
      executions.notePendingCall();
      return await callSpJamkerjaPending(call, context, store, faults.takeForPending());
    default:
      throw unknownProcedure(call.procedure);
  }
}
