/** What the commands on closed periods are answered with, in words, and why they are refused. */
import { countDates, type DateRanges } from '../../core/coverage/date-ranges.ts';
import { labelOf } from '../../core/identity.ts';
import type { ClosingOutcome, ClosingRefusal } from '../../core/job/command-outcome.ts';
import type { DateRange } from '../../core/run/date-range.ts';
import { epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import type { ClosedBy } from '../schemas/coverage-schemas.ts';
import { invalid, type Refusal, refuse } from '../refusals.ts';

/** More would hide the others. */
const mostShown = 20;

export function closingMessage(outcome: ClosingOutcome, zone: TimeZone): string {
  const { closing, changed } = outcome;
  const { through } = closing;
  switch (outcome.kind) {
    case 'period_closed': {
      if (!changed) return `The period was already closed through ${through}`;
      const { unsettled } = outcome;
      const more = unsettled.length === 0 ? '' : `, although ${notSettled(unsettled)}`;
      return `Period closed through ${through}${more}`;
    }
    case 'period_reopened': {
      const { from = through, until = closing.at } = closing.reopened ?? {};
      const already = changed ? 'Period reopened' : 'The period was already reopened';
      return `${already} from ${from} to ${through}, until ${epochMsToIso(until, zone)}`;
    }
  }
}

export function toClosingRefusal(refusal: ClosingRefusal): Refusal {
  switch (refusal.why) {
    case 'value_refused':
      return invalid([refusal]);
    case 'period_closed': {
      const { asked, closed, closing } = refusal;
      const { through } = closing;
      const open =
        closed < through ? `; while it is reopened, only dates after ${closed} may be computed` : '';
      const message = `${datesOf(asked)}: the period is closed through ${through}, ${closedBy(closing)}${open}. An administrator can reopen it (POST /scheduler/reopen)`;
      const details = [{ field: 'awal', value: asked.awal, expected: `a date after ${closed}` }];
      return refuse('period_closed', message, { details, closed: toClosedBy(closing) });
    }
    case 'closed_already': {
      const { through, closing } = refusal;
      const expected = `${closing.through} or a later date`;
      const message = `the period is already closed through ${closing.through}, ${closedBy(closing)}. To compute dates of it again, reopen it (POST /scheduler/reopen)`;
      const details = [{ field: 'through', value: through, expected }];
      return refuse('period_closed', message, { details, closed: toClosedBy(closing) });
    }
    case 'not_settled': {
      const { through, unsettled } = refusal;
      const message = `${notSettled(unsettled)}: wait until they are computed, or send confirm: true to close the period nevertheless`;
      const expected = 'the end of a period whose dates are all settled, or confirm: true';
      const details = [{ field: 'through', value: through, expected }];
      return refuse('not_settled', message, { details, dates: unsettled.slice(0, mostShown) });
    }
    case 'nothing_closed':
      return refuse('nothing_closed', 'no period is closed: there is nothing to reopen');
  }
}

const toClosedBy = ({ through, by, byId, reason }: ClosingOutcome['closing']): ClosedBy => ({
  through,
  by,
  by_id: byId,
  reason,
});

const closedBy = ({ by, byId, reason }: ClosingOutcome['closing']): string =>
  `by ${labelOf(by, byId)} (${reason})`;

function notSettled(ranges: DateRanges): string {
  const count = countDates(ranges);
  const shown = ranges.slice(0, mostShown).map(datesOf).join(', ');
  const more = ranges.length > mostShown ? ' and others' : '';
  return `${count} ${count === 1 ? 'date is' : 'dates are'} not settled (${shown}${more})`;
}

const datesOf = ({ awal, akhir }: DateRange): string => (awal === akhir ? awal : `${awal} to ${akhir}`);
