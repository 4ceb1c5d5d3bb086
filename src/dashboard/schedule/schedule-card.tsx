/** The schedule in effect, in words and as a week, what is doubtful about it, and the next slots it gives. */
import { useState } from 'preact/hooks';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { Feed, Resource } from '../api/use-followed.ts';
import { type Announced, availabilityOf, type Known } from '../commands/availability.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { EditorDialog } from '../editor/editor-dialog.tsx';
import { sentence } from '../words/isolate.ts';
import { minute, useNow } from '../time/use-now.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { actorName } from '../words/actor-name.ts';
import { Card } from '../layout/card.tsx';
import { Loaded } from '../problems/loaded.tsx';
import { DocumentSummary } from './document-summary.tsx';
import { ScheduleWarnings } from './warning-list.tsx';
import { SlotList } from './slot-list.tsx';

interface Props extends Omit<Known, 'schedule'> {
  readonly schedule: Resource<ScheduleView>;
  readonly feed: Feed;
  readonly onBegin: () => void;
  readonly onDone: (command: Announced) => void;
  readonly onConflict: () => void;
}

export function ScheduleCard({ schedule, status, session, feed, onBegin, onDone, onConflict }: Props) {
  const { words } = useLanguage();
  const [open, setOpen] = useState(false);
  // Its many fields are drawn from the first time on that somebody opens it.
  const [used, setUsed] = useState(false);
  return (
    <>
      <Card title={words.schedule.title} area="schedule">
        <Loaded resource={schedule}>{(known) => <Schedule schedule={known} />}</Loaded>
        <CommandButton
          command="setSchedule"
          availability={availabilityOf('setSchedule', { status, schedule, session })}
          kind="plain"
          onPress={() => {
            onBegin();
            setUsed(true);
            setOpen(true);
          }}
        />
      </Card>
      {used && schedule.data !== undefined && (
        <EditorDialog
          client={feed.client}
          open={open}
          schedule={schedule.data}
          onClose={() => setOpen(false)}
          onConflict={onConflict}
          onDone={() => {
            setOpen(false);
            onDone('setSchedule');
          }}
        />
      )}
    </>
  );
}

function Schedule({ schedule }: { readonly schedule: ScheduleView }) {
  const language = useLanguage();
  const now = useNow(minute);
  const { words, format } = language;
  const { schedule: texts } = words;
  const { days_back, changed_by, changed_by_id, changed_at, usual_duration: usual, slots } = schedule;
  return (
    <>
      <p>
        {ruleSentence(schedule, language)}{' '}
        {schedule.adapted_interval != null &&
          `${texts.inForce(schedule.adapted_interval.words[language.code])} `}
        {texts.range(days_back)}
      </p>
      <ScheduleWarnings warnings={schedule.warnings} />
      {usual !== null && <p>{texts.usual(format.duration(usual.median_seconds), usual.runs)}</p>}
      <DocumentSummary document={schedule.document} words={schedule.words} slots={slots} />
      <p class="muted">
        {texts.changed(actorName(changed_by, changed_by_id, words), format.moment(changed_at, now))}
      </p>
      <h3>{texts.slots}</h3>
      <SlotList slots={slots} label={texts.slots} />
    </>
  );
}

function ruleSentence(
  { rule, words: inWords }: ScheduleView,
  { code, words, format }: LanguageContext,
): string {
  switch (rule.kind) {
    case 'interval':
      return words.schedule.rule.interval[rule.after](format.decimal(rule.hours));
    case 'cron':
    case 'paused':
      return sentence(inWords.rule[code]);
  }
}
