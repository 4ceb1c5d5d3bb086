/** The fields of one profile: when it applies, and the rule that is in force then. */
import { longestName } from '../../core/schedule/limits.ts';
import { Check } from '../commands/fields.tsx';
import { weekdays } from '../schedule/week-bars.ts';
import { useLanguage } from '../words/use-language.tsx';
import { CalendarChoice, DatesFields } from './profile-days.tsx';
import { PathField, Refusal } from './refused-fields.tsx';
import { RuleFields } from './rule-fields.tsx';
import type { CalendarDraft, ProfileDraft } from './schedule-draft.ts';

interface Props {
  readonly path: string;
  readonly profile: ProfileDraft;
  readonly calendars: readonly CalendarDraft[];
  readonly onProfile: (profile: ProfileDraft) => void;
  readonly inWords: string | undefined;
}

export function ProfileFields({ path, profile, calendars, onProfile, inWords }: Props) {
  const { words } = useLanguage();
  const { profile: texts } = words.editor;
  const { name, weekdays: chosen, window, rule } = profile;
  const change = (part: Partial<ProfileDraft>): void => onProfile({ ...profile, ...part });
  return (
    <>
      <PathField
        path={`${path}.name`}
        type="text"
        label={texts.name}
        value={name}
        onValue={(value) => change({ name: value })}
        maxLength={longestName}
      />
      <fieldset>
        <legend>{texts.weekdays}</legend>
        <div class="choices">
          {weekdays.map((each) => (
            <Check
              key={each}
              label={words.schedule.weekday[each]}
              checked={chosen.includes(each)}
              onChecked={(checked) =>
                change({
                  weekdays: weekdays.filter((day) => (day === each ? checked : chosen.includes(day))),
                })
              }
            />
          ))}
        </div>
        <small>{texts.weekdaysHint}</small> <Refusal path={`${path}.weekdays`} />
      </fieldset>
      <fieldset>
        <legend>{texts.window}</legend>
        <div class="pair">
          {(['from', 'to'] as const).map((end) => (
            <PathField
              key={end}
              path={`${path}.window.${end}`}
              type="time"
              label={texts[end]}
              value={window[end]}
              onValue={(value) => change({ window: { ...window, [end]: value } })}
            />
          ))}
        </div>
        <small>{texts.windowHint}</small> <Refusal path={`${path}.window`} />
      </fieldset>
      <DatesFields path={`${path}.dates`} dates={profile.dates} onDates={(dates) => change({ dates })} />
      <CalendarChoice path={`${path}.calendar`} {...{ profile, calendars, change }} />
      <RuleFields
        path={`${path}.rule`}
        rule={rule}
        onRule={(value) => change({ rule: value })}
        inWords={inWords}
      />
    </>
  );
}
