/** The rule in effect, and the next slots it gives. */
import type { RuleView, ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { Resource } from '../api/use-followed.ts';
import { minute, useNow } from '../time/use-now.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { actorName } from '../words/actor-name.ts';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { SlotList } from './slot-list.tsx';

export function ScheduleCard({ schedule }: { readonly schedule: Resource<ScheduleView> }) {
  const { words } = useLanguage();
  return (
    <Card title={words.schedule.title} area="schedule">
      <Loaded resource={schedule}>{(known) => <Schedule schedule={known} />}</Loaded>
    </Card>
  );
}

function Schedule({ schedule }: { readonly schedule: ScheduleView }) {
  const language = useLanguage();
  const now = useNow(minute);
  const { words, format } = language;
  const { schedule: texts } = words;
  const { rule, days_back, changed_by, changed_by_id, changed_at, usual_duration: usual, slots } = schedule;
  return (
    <>
      <p>
        {ruleSentence(rule, language)} {texts.range(days_back)}
      </p>
      {usual !== null && <p>{texts.usual(format.duration(usual.median_seconds), usual.runs)}</p>}
      <p class="muted">
        {texts.changed(actorName(changed_by, changed_by_id, words), format.moment(changed_at, now))}
      </p>
      <h3>{texts.slots}</h3>
      <SlotList slots={slots} label={texts.slots} />
    </>
  );
}

function ruleSentence(rule: RuleView, { words, format }: LanguageContext): string {
  switch (rule.kind) {
    case 'interval':
      return words.schedule.rule.interval[rule.after](format.decimal(rule.hours));
    case 'cron':
      return words.schedule.rule.cron(rule.expression);
    case 'paused':
      return words.schedule.rule.paused;
  }
}
