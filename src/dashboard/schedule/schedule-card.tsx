/** The rule in force in words, and the slots that it gives next. */
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { Resource } from '../api/use-resource.ts';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { actorName } from '../layout/actor.tsx';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { RuleWords } from './rule-words.tsx';
import { SlotList } from './slot-list.tsx';

export function ScheduleCard({ schedule }: { readonly schedule: Resource<ScheduleView> }) {
  const { words } = useLanguage();
  return (
    <Card title={words.records.schedule.title} area="schedule">
      <Loaded resource={schedule}>{(known) => <Schedule schedule={known} />}</Loaded>
    </Card>
  );
}

function Schedule({ schedule }: { readonly schedule: ScheduleView }) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { schedule: text } = words.records;
  const { rule, days_back, changed_by, changed_at, usual_duration: usual, slots } = schedule;
  return (
    <>
      <p>
        <RuleWords rule={rule} /> {text.range(days_back)}
      </p>
      {usual !== null && <p>{text.usual(format.duration(usual.median_seconds), usual.runs)}</p>}
      <p class="muted">{text.changed(actorName(changed_by, words), format.moment(changed_at, now))}</p>
      <h3>{text.slots}</h3>
      <SlotList slots={slots} label={text.slots} />
    </>
  );
}
