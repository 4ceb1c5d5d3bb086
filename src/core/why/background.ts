/** What was the case at an instant of the past, whether or not it decided: facts, and the planned instants around it. */
import type { JobConfig } from '../job/job-config.ts';
import { ticksAt } from './ticks-then.ts';
import type { Run } from '../run/run.ts';
import { intervalInForce } from '../schedule/adaptive.ts';
import type { ScheduleHistory } from '../schedule/slot.ts';
import { nextSlot, permittedFrom } from '../schedule/timeline/next-slot.ts';
import { earlier, type EpochMs, later } from '../time/time.ts';
import type { ConfigThen } from './config-then.ts';
import type { SlotsThen } from './slots-then.ts';
import { adaptedThen, endOf } from './state-then.ts';
import type { WhyCode, WhyFact } from './why-answer.ts';
import type { WhyFactsRead } from './why-facts.ts';

/** What was in force and had happened, as far as it is known. */
export interface Then {
  readonly read: WhyFactsRead;
  readonly upTo: EpochMs;
  readonly known: ConfigThen;
  readonly config: JobConfig;
  readonly plan: JobConfig;
  readonly history: ScheduleHistory;
  readonly active: Run | undefined;
  readonly slots: SlotsThen;
}

/** What was the case then, whether or not it decided. */
export function background(then: Then, code: WhyCode, profile: string | undefined): readonly WhyFact[] {
  const { read, known, config, plan, history, active } = then;
  const { at, now, rows, gaps } = read;
  const facts: WhyFact[] = [];
  if (active !== undefined) {
    const to = endOf(active);
    facts.push({
      code: 'run_in_progress',
      source: 'runs',
      runId: active.id,
      from: active.createdAt,
      ...(to === undefined ? {} : { to }),
    });
  }
  if (known.config === undefined) facts.push({ code: 'schedule_unknown', source: 'audit' });
  else {
    const source = known.fromAudit ? 'audit' : 'configuration';
    if (config.pause !== undefined) facts.push({ code: 'paused', source, pause: config.pause });
    const { blockedBy, from: until } = permittedFrom(plan, at, history.lastEnd);
    if (blockedBy !== undefined)
      facts.push({ code: 'blocked', source, by: blockedBy, ...(until === undefined ? {} : { until }) });
    facts.push({ code: 'schedule', source, ...(known.changed && { changed: known.changed }) });
    if (profile !== undefined) facts.push({ code: 'profile', source, name: profile });
    const { adapted, fromAudit } = adaptedThen(read);
    const interval = intervalInForce(config, adapted);
    if (interval !== undefined)
      facts.push({ code: 'adapted', source: fromAudit ? 'audit' : 'state', interval });
  }
  if (code === 'ran' || active !== undefined) return facts;
  const ticks = ticksAt(at, rows, gaps, now);
  if (ticks.kind === 'none') {
    const { from, silentFrom, to, unreachable } = ticks.gap;
    const more = { ...(to === undefined ? {} : { to }), ...(unreachable && { unreachable }) };
    facts.push({ code: 'no_ticks', source: 'ticks', from, silentFrom, ...more });
  } else if (ticks.kind === 'unknown')
    facts.push({ code: 'ticks_unknown', source: 'ticks', ...(ticks.since && { since: ticks.since }) });
  return facts;
}

/** The nearest planned instant before. */
export function previousPlanned({ read, slots }: Then): EpochMs | undefined {
  const { at, runs } = read;
  const known = runs.flatMap((run) => (run.trigger === 'schedule' && run.slot < at ? [run.slot] : []));
  const all = slots.overdue === undefined ? known : [...known, slots.overdue.last];
  return all.length === 0 ? undefined : all.reduce(later);
}

/** Computed while nothing was in progress; otherwise the next one that is on record. */
export function nextPlanned(then: Then, code: WhyCode): EpochMs | undefined {
  const { read, upTo, plan, history, known } = then;
  const planned =
    known.config === undefined || !idle.has(code) ? undefined : nextSlot(plan, history, read.at)?.at;
  if (planned !== undefined && planned > upTo) return planned;
  const made = read.runs.flatMap((run) => (run.trigger === 'schedule' && run.slot > upTo ? [run.slot] : []));
  return made.length === 0 ? undefined : made.reduce(earlier);
}

const idle: ReadonlySet<WhyCode> = new Set(['not_planned', 'blocked', 'start_delay', 'down']);
