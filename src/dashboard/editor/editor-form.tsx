/** The fields of the schedule document, a section for each of its parts. */
import { useId } from 'preact/hooks';
import type { SchedulePreviewView } from '../../api/schemas/schedule-schemas.ts';
import type { Client } from '../api/client.ts';
import { Check } from '../commands/fields.tsx';
import { useLanguage } from '../words/use-language.tsx';
import { AdaptiveFields } from './adaptive-fields.tsx';
import { BlackoutList } from './blackout-list.tsx';
import { CalendarList } from './calendar-list.tsx';
import { ProfileList } from './profile-list.tsx';
import { Foldable } from './foldable.tsx';
import { PathField } from './refused-fields.tsx';
import { RuleFields } from './rule-fields.tsx';
import type { ScheduleDraft } from './schedule-draft.ts';

interface Props {
  readonly client: Client;
  readonly draft: ScheduleDraft;
  readonly onDraft: (draft: ScheduleDraft) => void;
  readonly inWords: SchedulePreviewView['words'] | undefined;
}

export function EditorForm({ client, draft, onDraft, inWords }: Props) {
  const { code, words } = useLanguage();
  const { section } = words.editor;
  const { rule, profiles, blackouts, calendars, adaptive } = draft;
  const change = (part: Partial<ScheduleDraft>): void => onDraft({ ...draft, ...part });
  return (
    <div class="parts">
      <Foldable kind="part" paths={['rule']} summary={section.rule} open>
        <RuleFields
          path="rule"
          rule={rule}
          onRule={(value) => change({ rule: value })}
          inWords={inWords?.rule[code]}
        />
      </Foldable>
      <Foldable kind="part" paths={['profiles']} summary={section.profiles(profiles.length)} open>
        <ProfileList
          profiles={profiles}
          calendars={calendars}
          onProfiles={(value) => change({ profiles: value })}
          inWords={inWords?.profiles.map((each) => each.rule[code]) ?? []}
        />
      </Foldable>
      <Foldable kind="part" paths={['blackouts']} summary={section.blackouts(blackouts.length)}>
        <BlackoutList blackouts={blackouts} onBlackouts={(value) => change({ blackouts: value })} />
      </Foldable>
      <Foldable kind="part" paths={['calendars']} summary={section.calendars(calendars.length)}>
        <CalendarList
          client={client}
          calendars={calendars}
          onCalendars={(value, renamed) =>
            change({
              calendars: value,
              profiles: profiles.map((each) =>
                renamed !== undefined && renamed.from !== '' && each.calendar === renamed.from
                  ? { ...each, calendar: renamed.to }
                  : each,
              ),
            })
          }
        />
      </Foldable>
      <Foldable kind="part" paths={['adaptive']} summary={section.adaptive(adaptive.by !== 'off')}>
        <AdaptiveFields adaptive={adaptive} onAdaptive={(value) => change({ adaptive: value })} />
      </Foldable>
      <Foldable
        kind="part"
        paths={['time_zone', 'days_back', 'least_gap_minutes', 'catch_up']}
        summary={section.more}
      >
        <MoreFields draft={draft} change={change} />
      </Foldable>
    </div>
  );
}

interface MoreProps {
  readonly draft: ScheduleDraft;
  readonly change: (part: Partial<ScheduleDraft>) => void;
}

function MoreFields({ draft: { catchUp, leastGap, timeZone, daysBack }, change }: MoreProps) {
  const { more: texts } = useLanguage().words.editor;
  const zonesId = useId();
  return (
    <>
      <Check label={texts.catchUp} checked={catchUp} onChecked={(checked) => change({ catchUp: checked })} />
      <small>{texts.catchUpHint}</small>
      <PathField
        path="least_gap_minutes"
        type="decimal"
        label={texts.leastGap}
        hint={texts.leastGapHint}
        value={leastGap}
        onValue={(value) => change({ leastGap: value })}
      />
      <PathField
        path="time_zone"
        type="text"
        label={texts.timeZone}
        hint={texts.timeZoneHint}
        value={timeZone}
        onValue={(value) => change({ timeZone: value })}
        list={zonesId}
      />
      <datalist id={zonesId}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
      <PathField
        path="days_back"
        type="decimal"
        label={texts.daysBack}
        hint={texts.daysBackHint}
        value={daysBack}
        onValue={(value) => change({ daysBack: value })}
      />
    </>
  );
}
