/** The channels for notices, the notices that wait and those that were sent, and what the commands on channels answer. */
import { z } from 'zod';
import { ChannelName, Severity } from '../../core/notices/channel.ts';
import { ConditionKind } from '../../core/notices/notice.ts';
import { LeftOut as WhyLeftOut } from '../../core/notices/outbox.ts';
import { SettingsPart } from '../../core/settings/wrong-settings.ts';
import { InBothLanguages } from './both-languages.ts';
import { ActorId, Instant } from './progress-schemas.ts';
import { LeftOut, RunId } from './run-schemas.ts';

const count = z.int().min(0);
const problem = z.string().nullable().meta({ description: 'In English, without any secret.' });

export const ChannelMuteView = z
  .object({ until: Instant, since: Instant, by: z.string(), by_id: ActorId.nullable(), reason: z.string() })
  .readonly();
export type ChannelMuteView = z.infer<typeof ChannelMuteView>;

const time = z.string().regex(/^\d\d:\d\d$/);
const QuietHoursView = z.object({ from: time, to: time }).readonly().meta({
  description: 'On the wall clock of the schedule. Only critical notices are sent in between.',
});

export const ChannelView = z
  .object({
    channel: ChannelName,
    via: z.string().meta({ description: 'The service or the host, without path, user or token.' }),
    least_severity: Severity,
    language: z.enum(['en', 'id']),
    quiet_hours: QuietHoursView.nullable(),
    after_failures: count.meta({ description: 'A failure is told after so many in a row.' }),
    after_successes: count.meta({ description: 'Its end is told after so many.' }),
    last: z
      .object({ result: z.enum(['delivered', 'failed']), time: Instant, problem })
      .readonly()
      .nullable()
      .meta({
        description: 'What became of the last try. With `delivered`, `problem` says who did not get it.',
      }),
    failures_in_a_row: count,
    off_since: Instant.nullable().meta({
      description:
        'The receiver has said that it wants nothing any more (410). Nothing is sent to it until its settings change or a test arrives.',
    }),
    mute: ChannelMuteView.nullable(),
  })
  .readonly();
export type ChannelView = z.infer<typeof ChannelView>;

const DeliveryView = z
  .object({
    channel: ChannelName,
    result: z.enum(['waiting', 'delivered', 'given_up', 'left_out']),
    attempts: count,
    time: Instant.nullable().meta({
      description: 'Of the end of the delivery; while it waits, when it is tried next.',
    }),
    problem,
    left_out: WhyLeftOut.nullable().meta({
      description:
        '`muted`; `severity`: the channel wants more severe ones only; `streak`: it wants more failures in a row; `off`: the receiver wants nothing any more.',
    }),
  })
  .readonly();
export type DeliveryView = z.infer<typeof DeliveryView>;

export const NoticeView = z
  .object({
    id: z.string().meta({ description: 'Receivers get it too, to drop a second delivery.' }),
    kind: z.enum([...ConditionKind.options, 'config_changed', 'test', 'recovered']),
    severity: Severity,
    time: Instant,
    run_id: RunId.nullable(),
    title: InBothLanguages,
    happened: InBothLanguages,
    meaning: InBothLanguages,
    todo: InBothLanguages,
    deliveries: z.array(DeliveryView).readonly(),
  })
  .readonly();
export type NoticeView = z.infer<typeof NoticeView>;

export const WrongSettingsView = z
  .object({
    part: SettingsPart,
    problems: z
      .array(z.string())
      .readonly()
      .meta({ description: 'Each names a setting and what was expected. In English, without any secret.' }),
  })
  .readonly()
  .meta({
    description:
      'Settings that are wrong without stopping the scheduler. A channel among them is not in `channels`, and nothing is sent through it. `notices`: they are in English. `metrics`: nobody can read the metrics.',
  });
export type WrongSettingsView = z.infer<typeof WrongSettingsView>;

export const NoticesView = z
  .object({
    channels: z.array(ChannelView).readonly().meta({ description: 'Those that the settings configure.' }),
    pings: z.boolean().meta({ description: 'Whether a ping URL is configured.' }),
    wrong_settings: z.array(WrongSettingsView).readonly(),
    waiting: z
      .array(NoticeView)
      .readonly()
      .meta({ description: 'Not yet delivered everywhere, oldest first.' }),
    sent: z.array(NoticeView).readonly().meta({ description: 'Settled, newest first.' }),
    next: z
      .string()
      .nullable()
      .meta({ description: 'Path and query of the next page of `sent`; null on the last one.' }),
    damaged: LeftOut.exactOptional(),
  })
  .readonly();
export type NoticesView = z.infer<typeof NoticesView>;

export const ChannelMuteChange = z
  .object({ channel: ChannelName, mute: ChannelMuteView.nullable() })
  .readonly();
export type ChannelMuteChange = z.infer<typeof ChannelMuteChange>;

export const ChannelTest = z
  .object({
    tests: z
      .array(
        z
          .object({
            channel: ChannelName,
            result: z.enum(['delivered', 'failed', 'refused', 'gone']).meta({
              description:
                '`failed`: a repetition may succeed. `refused`: it would not. `gone`: the receiver wants nothing any more (410).',
            }),
            problem,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type ChannelTest = z.infer<typeof ChannelTest>;
