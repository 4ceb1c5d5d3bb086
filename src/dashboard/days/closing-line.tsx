/** Which period is closed, by whom and why, and the button to reopen it. */
import { useState } from 'preact/hooks';
import type { ClosingView } from '../../api/schemas/coverage-schemas.ts';
import type { Client } from '../api/client.ts';
import { availabilityOf, type Known } from '../commands/availability.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { Actor, ReasonGiven } from '../layout/actor.tsx';
import { minute, useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { ReopenDialog } from './reopen-dialog.tsx';

interface Props {
  readonly client: Client;
  readonly known: Known;
  readonly closed: ClosingView;
  readonly onDone: () => void;
}

export function ClosingLine({ client, known, closed, onDone }: Props) {
  const { words, format } = useLanguage();
  const now = useNow(minute);
  const [open, setOpen] = useState(false);
  const { dayCommands: texts } = words;
  const { through, by, by_id: byId, reason, at, reopened } = closed;
  return (
    <div class="closing">
      <h3>{texts.closedThrough(format.calendarDay(through))}</h3>
      <p>
        {format.moment(at, now)} · <Actor id={byId}>{by}</Actor>: <ReasonGiven>{reason}</ReasonGiven>
      </p>
      {reopened !== null && (
        <p>
          {words.coverage.reopened(format.dates(reopened.from, through), format.moment(reopened.until, now))}{' '}
          <Actor id={reopened.by_id}>{reopened.by}</Actor>: <ReasonGiven>{reopened.reason}</ReasonGiven>
        </p>
      )}
      <CommandButton
        command="reopenPeriod"
        availability={availabilityOf('reopenPeriod', known)}
        kind="plain"
        onPress={() => setOpen(true)}
      />
      <ReopenDialog
        {...{ client, open, through }}
        onClose={() => setOpen(false)}
        onDone={() => {
          setOpen(false);
          onDone();
        }}
      />
    </div>
  );
}
