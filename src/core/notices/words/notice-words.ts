/** What a language says about each notice. */
import type { ChannelName } from '../channel.ts';
import type { MessageLabels } from '../describe-notice.ts';
import type { ConditionKind, NoticeKind, NoticeOf } from '../notice.ts';
import type { FailureClass } from '../../run/failure.ts';
import type { Say } from './say.ts';

export interface Sentences {
  readonly title: string;
  readonly happened: string;
  /** For the data. */
  readonly meaning: string;
  readonly todo: string;
}

export interface NoticeWords {
  readonly labels: MessageLabels;
  readonly times: (zone: string) => string;
  readonly kinds: WordsOfKinds<NoticeKind>;
}
export type WordsOfKinds<Kinds extends NoticeKind> = {
  readonly [K in Kinds]: (notice: NoticeOf<K>, say: Say) => Sentences;
};

/** Of runs: a part of the kinds that has a file of its own. */
export type RunNoticeKind =
  'run_failed' | 'run_timed_out' | 'run_lost' | 'foreign_run' | 'unusually_long' | 'end_open';

/** Of dates: likewise. */
export type CoverageNoticeKind =
  'coverage_gap' | 'backfill_stopped' | 'late_in_closed_period' | 'late_input_unknown' | 'cut_off_in_danger';

export type RecoveryWords = Readonly<
  Record<ConditionKind, (notice: NoticeOf<'recovered'>, say: Say) => Sentences>
>;

/** Why a run failed, by the class of its failure. */
export type FailureWords = Readonly<
  Record<
    FailureClass,
    {
      /** Follows a colon; without a full stop. */
      readonly cause: string;
      readonly todo: string;
    }
  >
>;

/** Who is no person: their names as rows have them. A person's name never stands there alone, without an id. */
export type NoPerson = 'anonymous' | 'schedule';

/** For use inside a sentence, and at its beginning. */
export function whoIn(names: Readonly<Record<NoPerson, string>>, by: string) {
  const known: Readonly<Record<string, string>> = names;
  const name = Object.hasOwn(known, by) ? known[by] : undefined;
  const who = name ?? by;
  return {
    who,
    Who: name === undefined ? by : who.replace(/^./, (first) => first.toUpperCase()),
    isPerson: name === undefined,
  };
}

/** Their names, and the settings that say where to send: for those who put a channel right. */
export const channelSettings: Readonly<
  Record<ChannelName, { readonly label: string; readonly setting: string }>
> = {
  email: { label: 'e-mail', setting: 'EMAIL_TO' },
  slack: { label: 'Slack', setting: 'SLACK_WEBHOOK_URL' },
  teams: { label: 'Microsoft Teams', setting: 'TEAMS_WEBHOOK_URL' },
  webhook: { label: 'webhook', setting: 'WEBHOOK_URL' },
};
