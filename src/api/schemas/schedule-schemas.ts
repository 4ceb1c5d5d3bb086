/** The rule in force, or one that is tried out, and what follows from it. */
import { z } from 'zod';
import { SlotCause } from '../../core/schedule/slot.ts';
import { Instant, Seconds } from './run-schemas.ts';
import { PauseView, RuleView } from './status-schemas.ts';

const SlotView = z
  .object({
    at: Instant,
    cause: SlotCause,
    estimated: z.boolean().meta({ description: 'Depends on when a run ends that has not ended yet.' }),
    overlapped: z.boolean().meta({
      description: 'Runs as long as usual would still be in progress then, so it would be skipped.',
    }),
  })
  .readonly();
export type SlotView = z.infer<typeof SlotView>;

const UsualDurationView = z
  .object({
    runs: z.int(),
    median_seconds: Seconds,
    p95_seconds: Seconds.nullable().meta({ description: 'Told from 20 runs on.' }),
  })
  .readonly()
  .meta({ description: 'Of the runs that succeeded in the last 30 days, at most 100.' });
export type UsualDurationView = z.infer<typeof UsualDurationView>;

const LimitsView = z
  .object({
    run_timeout_seconds: Seconds,
    start_delay_seconds: Seconds.meta({ description: 'No slot is sooner after a change.' }),
    heartbeat_seconds: Seconds.meta({ description: 'A cancel reaches the procedure with the next one.' }),
    range_max_days: z.int(),
  })
  .readonly();

export const ScheduleView = z
  .object({
    job: z.string().meta({ examples: ['spJamkerja'] }),
    procedure: z.string().meta({ examples: ['dbo.spJamkerja'] }),
    rule: RuleView,
    in_force: z.boolean().meta({ description: 'False for a rule that is only tried out.' }),
    changed_at: Instant,
    changed_by: z.string(),
    days_back: z.int().meta({ description: '`awal` is so many days before `akhir`.' }),
    paused: PauseView.nullable(),
    slots: z.array(SlotView).readonly().meta({
      description: 'The next 20; none while the schedule is paused without an end.',
    }),
    usual_duration: UsualDurationView.nullable(),
    limits: LimitsView,
  })
  .readonly();
export type ScheduleView = z.infer<typeof ScheduleView>;
