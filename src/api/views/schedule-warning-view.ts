/** What is odd about a schedule document, with its place there and its words in both languages. */
import type { JobConfig } from '../../core/job/job-config.ts';
import type { ScheduleWarning } from '../../core/schedule/warnings/schedule-warnings.ts';
import { epochMsToLocalDate } from '../../core/time/time.ts';
import { englishWarnings, type WarningWords } from '../schedule-words/english-warnings.ts';
import { indonesianWarnings } from '../schedule-words/indonesian-warnings.ts';
import type { ScheduleWarningView } from '../schemas/warned-schemas.ts';

export function toScheduleWarningView(warning: ScheduleWarning, config: JobConfig): ScheduleWarningView {
  const { path, facts, say } = about(warning, config);
  return {
    code: warning.code,
    path,
    message: { en: say(englishWarnings), id: say(indonesianWarnings) },
    facts,
  };
}

interface About extends Pick<ScheduleWarningView, 'path' | 'facts'> {
  readonly say: (words: WarningWords) => string;
}

function about(warning: ScheduleWarning, config: JobConfig): About {
  switch (warning.code) {
    case 'interval_too_short': {
      const { profile, hours, recommendedHours } = warning;
      return {
        path: pathOfRule(profile, config),
        facts: { hours, recommended_hours: recommendedHours },
        say: (words) => words.interval_too_short(ruleIn(words, profile), hours, recommendedHours),
      };
    }
    case 'rule_never_fires': {
      const { profile } = warning;
      return {
        path: pathOfRule(profile, config),
        facts: {},
        say: (words) => words.rule_never_fires(ruleIn(words, profile)),
      };
    }
    case 'profile_never_applies': {
      const { profile } = warning;
      return {
        path: pathOfProfile(profile, config),
        facts: { profile },
        say: (words) => words.profile_never_applies(words.profile(profile)),
      };
    }
    case 'cron_time_skipped':
    case 'cron_time_repeated': {
      const { code, profile, at, time } = warning;
      const date = epochMsToLocalDate(at, config.timeZone);
      return {
        path: pathOfRule(profile, config),
        facts: { date, time },
        say: (words) => words[code](ruleIn(words, profile), date, time),
      };
    }
    case 'windows_overlap': {
      const { profile, other } = warning;
      return {
        path: pathOfProfile(other, config),
        facts: { profile, other },
        say: (words) => words.windows_overlap(profile, other),
      };
    }
    case 'blackout_over': {
      const { label, index } = warning;
      return { path: `blackouts.${index}`, facts: { label }, say: (words) => words.blackout_over(label) };
    }
  }
}

const ruleIn = (words: WarningWords, profile: string | undefined): string =>
  profile === undefined ? words.defaultRule : words.profile(profile);

const pathOfRule = (profile: string | undefined, config: JobConfig): string =>
  profile === undefined ? 'rule' : `${pathOfProfile(profile, config)}.rule`;

const pathOfProfile = (name: string, { profiles = [] }: JobConfig): string =>
  `profiles.${profiles.findIndex((each) => each.name === name)}`;
