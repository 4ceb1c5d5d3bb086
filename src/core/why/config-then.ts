/**
 * The configuration at an instant of the past: today's, with every later change of the audit undone. A pause that ended
 * by itself has no entry of its own; its end is part of the pause.
 */
import type { AuditEntry } from '../job/audit.ts';
import type { JobConfig, Pause } from '../job/job-config.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { type DurationMs, EpochMs, later, plus } from '../time/time.ts';
import { type AuditedChange, changeIn } from './audited-change.ts';

export interface AuditRead {
  /** Newest first: all since the instant asked for, and some before it. */
  readonly entries: readonly AuditEntry[];
  /** False where entries between the instant and now could not be read. */
  readonly complete: boolean;
}

export interface ConfigThen {
  /** Undefined where a change since cannot be undone. */
  readonly config: JobConfig | undefined;
  /** The last change of the schedule before then. */
  readonly changed: { readonly at: EpochMs; readonly by: string } | undefined;
  /** It has changed since, so the audit was needed. */
  readonly fromAudit: boolean;
}

interface Changed {
  readonly entry: AuditEntry;
  readonly change: AuditedChange;
}

export function configThen(
  today: JobConfig,
  { entries, complete }: AuditRead,
  at: EpochMs,
  startDelay: DurationMs,
): ConfigThen {
  const changes = entries.flatMap((entry): readonly Changed[] => {
    const change = changeIn(entry);
    return change === undefined ? [] : [{ entry, change }];
  });
  const since = changes.filter(({ entry }) => entry.at > at);
  const before = changes.filter(({ entry }) => entry.at <= at);
  const config = since.reduce<JobConfig | undefined>(
    (known, { change }) => (known && change.kind === 'schedule' ? change.undo(known) : known),
    complete ? today : undefined,
  );
  const last = before.find(({ change }) => change.kind === 'schedule')?.entry;
  const { pause: _, ...rest } = config ?? today;
  const unchanged = since.length === 0 && today.pause === undefined;
  const notBefore = unchanged ? today.notBefore : notBeforeThen(rest.schedule, before, at, startDelay);
  return {
    config: config && {
      ...rest,
      notBefore,
      ...omitUndefined({ pause: pauseThen(today, since, before, at) }),
    },
    changed: last && { at: last.at, by: last.actor },
    fromAudit: since.length > 0,
  };
}

function pauseThen(
  today: JobConfig,
  since: readonly Changed[],
  before: readonly Changed[],
  at: EpochMs,
): Pause | undefined {
  const [last] = before.flatMap(({ change }) => (change.kind === 'pause' ? [change] : []));
  const next = since.flatMap(({ change }) => (change.kind === 'pause' ? [change] : [])).at(-1);
  const pause = last === undefined ? (next === undefined ? today.pause : next.before) : last.after;
  return pause !== undefined && pause.since <= at && (pause.until === undefined || pause.until > at)
    ? pause
    : undefined;
}

/** Each change and each resumption puts off the next slot by the start delay. */
function notBeforeThen(
  schedule: JobConfig['schedule'],
  before: readonly Changed[],
  at: EpochMs,
  startDelay: DurationMs,
): EpochMs {
  // Somebody may have resumed or paused before a pause reached its end.
  let followedAt = at;
  const delayed = before.flatMap(({ entry, change }) => {
    if (change.kind === 'schedule') return [plus(entry.at, startDelay)];
    const endsBy = followedAt;
    followedAt = entry.at;
    if (change.after === undefined) return [plus(entry.at, startDelay)];
    const { until } = change.after;
    return until !== undefined && until <= endsBy ? [plus(until, startDelay)] : [];
  });
  // The rule of a first start is anchored where it permitted the first slot.
  const first = before.length === 0 && schedule.kind === 'interval' ? [schedule.anchor] : [];
  return [...delayed, ...first].reduce<EpochMs>(later, nothingKnown);
}

const nothingKnown = EpochMs.parse(0);

/** Whether the schedule was changed, paused or resumed in between: then what had not been served was dropped. */
export function droppedBetween(
  { entries }: AuditRead,
  from: EpochMs,
  to: EpochMs,
): { readonly entry: AuditEntry; readonly change: AuditedChange } | undefined {
  for (const entry of entries.toReversed()) {
    const change = entry.at > from && entry.at <= to ? changeIn(entry) : undefined;
    if (change !== undefined) return { entry, change };
  }
  return undefined;
}
