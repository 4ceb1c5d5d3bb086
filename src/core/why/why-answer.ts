/** The answer to "why did it (not) run at …?": one code, and the facts that it follows from, each with its source. */
import type { Pause } from '../job/job-config.ts';
import type { Run } from '../run/run.ts';
import type { AdaptedInterval } from '../schedule/adaptive.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Blocker, Slot } from '../schedule/slot.ts';
import type { DurationMs, EpochMs, TimeZone } from '../time/time.ts';

/** The one list of codes: the API's enum and the words follow it. */
export const whyCodes = [
  /** A run began then. */
  'ran',
  /** A slot came then, and a run served it afterwards. */
  'served_later',
  /** A slot came then, and was recorded as skipped. */
  'skipped',
  /** A slot came then, and has not been served yet. */
  'pending',
  /** A slot came then; a pause or a change of the schedule followed before anything served it. */
  'dropped',
  /** No slot came then: a run was waiting for its next attempt, or in progress. */
  'running',
  'paused',
  /** A blackout, a profile or the least gap permitted no slot. */
  'blocked',
  /** Shortly after the first start, a resumption or a change: no slot yet. */
  'start_delay',
  /** No slot came then, and no tick either: nothing was running. */
  'down',
  'not_planned',
  /** The history does not go back so far, or what it holds does not tell. */
  'unknown',
  /** In the future: a slot comes then. */
  'planned',
  /** In the future: a slot comes, while a run of the usual duration is still in progress. */
  'planned_during_run',
  /** In the future: slots count from the ends of runs that nobody can foresee. */
  'too_far',
] as const;
export type WhyCode = (typeof whyCodes)[number];

/** Where a fact comes from. */
export const whySources = ['configuration', 'audit', 'state', 'runs', 'ticks', 'forecast'] as const;
export type WhySource = (typeof whySources)[number];

interface Facts {
  /** The last change before then, where the audit has it. */
  readonly schedule: { readonly changed?: { readonly at: EpochMs; readonly by: string } };
  readonly schedule_unknown: object;
  readonly adapted: { readonly interval: AdaptedInterval };
  readonly profile: { readonly name: string };
  readonly paused: { readonly pause: Pause };
  /** `until`: the first instant afterwards at which the schedule permits a slot. */
  readonly blocked: { readonly by: Blocker; readonly until?: EpochMs };
  readonly start_delay: { readonly until: EpochMs };
  /** `to`: absent while the run goes on. */
  readonly run_in_progress: { readonly runId: string; readonly from: EpochMs; readonly to?: EpochMs };
  /**
   * The last tick on record came at `from`; from `silentFrom` on certainly none came. `to`: the first one afterwards,
   * absent while there is none. `unreachable`: ticks came, but the table did not answer them.
   */
  readonly no_ticks: {
    readonly from: EpochMs;
    readonly silentFrom: EpochMs;
    readonly to?: EpochMs;
    readonly unreachable?: true;
  };
  /** Ticks are on record from `since` on; absent if there are none yet. */
  readonly ticks_unknown: { readonly since?: EpochMs };
  /** A slot that came before was served afterwards: no tick can have seen it in between. */
  readonly served_late: { readonly slot: EpochMs; readonly at: EpochMs };
  readonly catch_up: { readonly runId: string; readonly missed: number };
  readonly catch_up_off: object;
  readonly period_closed: object;
  /** How long runs usually take, by which it is estimated. */
  readonly forecast: { readonly usual?: DurationMs };
  /** Runs are kept 400 days, skipped ones 90. */
  readonly history_purged: { readonly before: EpochMs };
}
export type WhyFactCode = keyof Facts;
export type WhyFactOf<C extends WhyFactCode> = { readonly code: C; readonly source: WhySource } & Facts[C];
export type WhyFact = { [C in WhyFactCode]: WhyFactOf<C> }[WhyFactCode];

export interface WhyAnswer {
  readonly at: EpochMs;
  readonly now: EpochMs;
  readonly timeZone: TimeZone;
  readonly code: WhyCode;
  /** In force then. Undefined where nobody can tell any more. */
  readonly rule: Schedule | undefined;
  readonly profile: string | undefined;
  /** The slot that the answer is about. */
  readonly slot: Slot | undefined;
  /** The run that served or skipped it, or that was in progress. */
  readonly run: Run | undefined;
  /** The nearest planned instants, not counting the one asked for. */
  readonly before: EpochMs | undefined;
  readonly after: EpochMs | undefined;
  readonly facts: readonly WhyFact[];
}
