/** The facts of a notice as JSON for programs, named as in the API: instants in ISO 8601, lengths in seconds. */
import type { Notice } from '../../core/notices/notice.ts';
import { DurationMs, EpochMs, epochMsToIso, TimeZone, toSeconds } from '../../core/time/time.ts';

type KeysOf<T> = T extends unknown ? keyof T : never;
/** Those that the envelope has are left out. */
type Fact = Exclude<KeysOf<Notice>, 'id' | 'at'>;

const instant = (value: unknown): string => epochMsToIso(EpochMs.parse(value), TimeZone.parse('UTC'));
const length = (value: unknown): number => toSeconds(DurationMs.parse(value));
const asItIs = (value: unknown): unknown => value;

const facts: Readonly<Record<Fact, readonly [name: string, show: (value: unknown) => unknown]>> = {
  kind: ['kind', asItIs],
  severity: ['severity', asItIs],
  runId: ['run_id', asItIs],
  range: ['range', asItIs],
  attempts: ['attempts', asItIs],
  failures: ['failures', asItIs],
  lastSuccessAt: ['last_success_at', instant],
  nextAt: ['next_at', instant],
  failure: ['failure', asItIs],
  limit: ['limit_seconds', length],
  startedAt: ['started_at', instant],
  usual: ['usual_seconds', length],
  since: ['since', instant],
  skip: ['skip_reason', asItIs],
  by: ['by', asItIs],
  reason: ['reason', asItIs],
  until: ['until', instant],
  wentBackBy: ['went_back_by_seconds', length],
  changes: ['changes', asItIs],
  channel: ['channel', asItIs],
  cause: ['cause', asItIs],
  days: ['days', asItIs],
  dates: ['dates', asItIs],
  why: ['why', asItIs],
  outcome: ['outcome', asItIs],
  through: ['through', asItIs],
  rows: ['rows', asItIs],
  day: ['day', asItIs],
  startBy: ['start_by', instant],
  over: ['over', asItIs],
  recovers: ['recovers', asItIs],
  lasted: ['lasted_seconds', length],
};

const isFact = (name: string): name is Fact => name in facts;

export function noticeData(notice: Notice): Readonly<Record<string, unknown>> {
  const shown = Object.entries(notice).flatMap(([name, value]) => {
    if (!isFact(name) || value === undefined) return [];
    const [label, show] = facts[name];
    return [[label, show(value)] as const];
  });
  return Object.fromEntries(shown);
}
