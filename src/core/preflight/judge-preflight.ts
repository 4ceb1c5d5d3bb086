/** From the facts about a connection to findings, in the order in which a run meets them. */
import { type EpochMs, epochMsToIso, type TimeZone } from '../time/time.ts';
import { readsClock } from './definition.ts';
import type { WrongSettings } from '../settings/wrong-settings.ts';
import type { PreflightFacts, SessionFacts } from './preflight-facts.ts';
import { type Finding, finding } from './finding.ts';
import {
  judgeEncryption,
  judgeInstance,
  judgeName,
  judgePort,
  judgeRefusedLogin,
} from './judge-connection.ts';
import { type ExpectedProcedure, judgePending, judgeProcedure } from './judge-procedure.ts';
import {
  judgeDatabase,
  judgeLogin,
  judgeServer,
  judgeSession,
  noValue,
  notAnswered,
  valueOf,
} from './judge-server.ts';

export interface Expected extends ExpectedProcedure {
  readonly timeZone: TimeZone;
  /** Whether a run of this scheduler is in progress, which then holds the applock. */
  readonly runInProgress: boolean;
  /** Of what a run does not need. */
  readonly wrongSettings: readonly WrongSettings[];
}

export function judgePreflight(facts: PreflightFacts, expected: Expected): readonly Finding[] {
  const { target, name, instance, port, login } = facts;
  return [
    judgeName(name, target),
    ...(instance === undefined ? [] : [judgeInstance(instance, target)]),
    ...(port === undefined ? [] : [judgePort(port, target)]),
    ...(login?.kind === 'failed' ? [judgeRefusedLogin(login)] : []),
    ...(login === undefined || facts.session === undefined
      ? []
      : [
          ...judgeLogin(login, facts.session, target),
          judgeEncryption(target, name),
          ...judgeOpenSession(facts.session, target.lockName, expected),
        ]),
    ...expected.wrongSettings.map(({ part, problems }) => finding('settings_wrong', { part, problems })),
  ];
}

function judgeOpenSession(session: SessionFacts, lock: string, expected: Expected): readonly Finding[] {
  return [
    judgeServer(session),
    judgeDatabase(session),
    judgeSession(session),
    ...judgeProcedure(session, expected),
    ...judgePending(session),
    judgeLock(session, lock, expected.runInProgress),
    ...judgeClock(session, expected),
  ];
}

/** Without the right to sp_getapplock, it does not matter whether the lock is free. */
function judgeLock({ server }: SessionFacts, lock: string, runInProgress: boolean): Finding {
  if (valueOf(server, 'mayLock') === 0)
    return finding('lock_denied', { user: valueOf(server, 'user') ?? '' });
  const free = valueOf(server, 'lockFree');
  if (free === undefined) return noValue('lock', 'APPLOCK_TEST', server, 'lockFree');
  if (free === 1) return finding('lock_free', { lock });
  return runInProgress ? finding('lock_own', { lock }) : finding('lock_held', { lock });
}

/** The server tells whole seconds, and the network takes its time. */
const toleratedSeconds = 5;

function judgeClock({ server, clock }: SessionFacts, { timeZone }: Expected): readonly Finding[] {
  if (clock.kind === 'unknown') return [notAnswered('clock', 'SYSDATETIMEOFFSET()', clock)];
  const seconds = Math.round((clock.value.server - clock.value.ours) / 1_000);
  const agrees = Math.abs(seconds) <= toleratedSeconds;
  const offset = offsetText(clock.value.offsetMinutes);
  const expected = offsetOf(clock.value.ours, timeZone);
  const definition = valueOf(server, 'definition');
  return [
    agrees ? finding('clock_agrees', { seconds }) : finding('clock_differs', { seconds }),
    judgeZone(offset, expected, definition === undefined ? undefined : readsClock(definition)),
  ];
}

/** The dates of a run come from the app, so that the server's zone counts only if the procedure asks the time. */
function judgeZone(offset: string, expected: string, asksTime: boolean | undefined): Finding {
  if (offset === expected) return finding('zone_agrees', { offset });
  const facts = { offset, expected };
  return asksTime === false ? finding('zone_unused', facts) : finding('zone_differs', facts);
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** The end of an ISO timestamp: `+07:00`. */
const offsetOf = (instant: EpochMs, zone: TimeZone): string => epochMsToIso(instant, zone).slice(-6);
