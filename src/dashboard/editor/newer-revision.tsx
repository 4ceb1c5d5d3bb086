/** Says who has changed the schedule since the form was filled in, and offers to begin anew with that. */
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import { minute, useNow } from '../time/use-now.ts';
import { actorName } from '../words/actor-name.ts';
import { useLanguage } from '../words/use-language.tsx';

interface Props {
  readonly schedule: ScheduleView;
  readonly onLoad: () => void;
}

export function NewerRevision({ schedule, onLoad }: Props) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const { editor } = words;
  const { changed_by, changed_by_id, changed_at } = schedule;
  return (
    <div class="note" role="alert">
      <p>{editor.newer(actorName(changed_by, changed_by_id, words), format.moment(changed_at, now))}</p>
      <p>
        <button type="button" onClick={onLoad}>
          {editor.load}
        </button>
      </p>
    </div>
  );
}
