/** Channels and notices as the API shows them: each notice with its words in both languages. */
import type { DamagedRow } from '../../core/job/damaged-row.ts';
import type { ChannelSetting, NoticeLanguage } from '../../core/notices/channel.ts';
import { describeNotice } from '../../core/notices/describe-notice.ts';
import { isMuted, isOff, type Mutes } from '../../core/notices/mute.ts';
import { type Notice, runIdOf } from '../../core/notices/notice.ts';
import type { ChannelStates, Delivery, SentNotice } from '../../core/notices/outbox.ts';
import type { WrongSettings } from '../../core/settings/wrong-settings.ts';
import { type EpochMs, epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import type { InBothLanguages } from '../schemas/both-languages.ts';
import type { ChannelView, DeliveryView, NoticesView, NoticeView } from '../schemas/notice-schemas.ts';
import type { NoticesQuery } from '../schemas/query-parameters.ts';
import { toMuteView } from './channel-reply.ts';
import { nextPage } from './next-page.ts';

export interface NoticeFacts {
  readonly job: string;
  readonly timeZone: TimeZone;
  readonly now: EpochMs;
  readonly configured: readonly ChannelSetting[];
  readonly pings: boolean;
  readonly wrongSettings: readonly WrongSettings[];
  readonly states: ChannelStates | undefined;
  readonly mutes: Mutes | undefined;
  readonly waiting: readonly SentNotice[];
  readonly sent: readonly SentNotice[];
  readonly next?: string | undefined;
  readonly damaged: readonly DamagedRow[];
}

export function toNoticesView(facts: NoticeFacts, query: NoticesQuery): NoticesView {
  const { configured, pings, wrongSettings, waiting, sent, next, damaged } = facts;
  return {
    channels: configured.map((setting) => toChannelView(setting, facts)),
    pings,
    wrong_settings: wrongSettings.map(({ part, problems }) => ({ part, problems })),
    waiting: waiting.map((each) => toNoticeView(each, facts)),
    sent: sent.map((each) => toNoticeView(each, facts)),
    next: nextPage('scheduler/notices', query, next),
    ...(damaged.length === 0 ? {} : { damaged }),
  };
}

function toChannelView(setting: ChannelSetting, { states, mutes, now, timeZone }: NoticeFacts): ChannelView {
  const { name, via, leastSeverity, language, quietHours, afterFailures, afterSuccesses } = setting;
  const { last, failures = 0, off } = states?.[name] ?? {};
  const mute = isMuted(mutes, name, now) ? mutes?.[name] : undefined;
  return {
    channel: name,
    via,
    least_severity: leastSeverity,
    language,
    quiet_hours:
      quietHours === undefined ? null : { from: onTheClock(quietHours.from), to: onTheClock(quietHours.to) },
    after_failures: afterFailures,
    after_successes: afterSuccesses,
    last:
      last === undefined
        ? null
        : { result: last.kind, time: epochMsToIso(last.at, timeZone), problem: last.problem ?? null },
    failures_in_a_row: failures,
    off_since: off !== undefined && isOff(states, setting) ? epochMsToIso(off.since, timeZone) : null,
    mute: mute === undefined ? null : toMuteView(mute, timeZone),
  };
}

const onTheClock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

function toNoticeView({ notice, deliveries }: SentNotice, facts: NoticeFacts): NoticeView {
  const { id, kind, severity, at } = notice;
  return {
    id,
    kind,
    severity,
    time: epochMsToIso(at, facts.timeZone),
    run_id: runIdOf(notice) ?? null,
    ...wordsOf(notice, facts),
    deliveries: deliveries.map((each) => toDeliveryView(each, facts.timeZone)),
  };
}

type Told = Pick<NoticeView, 'title' | 'happened' | 'meaning' | 'todo'>;

function wordsOf(notice: Notice, { job, timeZone: zone }: NoticeFacts): Told {
  const say = (language: NoticeLanguage) => describeNotice(notice, language, { job, zone });
  const [english, indonesian] = [say('en'), say('id')];
  const both = (part: keyof Told): InBothLanguages => ({ en: english[part], id: indonesian[part] });
  return { title: both('title'), happened: both('happened'), meaning: both('meaning'), todo: both('todo') };
}

function toDeliveryView(delivery: Delivery, timeZone: TimeZone): DeliveryView {
  const { channel, kind: result } = delivery;
  const none = { channel, result, attempts: 0, time: null, problem: null, left_out: null };
  switch (delivery.kind) {
    case 'left_out':
      return { ...none, left_out: delivery.why };
    case 'waiting':
    case 'delivered':
    case 'given_up': {
      const { attempts, problem = null } = delivery;
      const at = delivery.kind === 'waiting' ? delivery.nextAt : delivery.at;
      return { ...none, attempts, time: epochMsToIso(at, timeZone), problem };
    }
  }
}
