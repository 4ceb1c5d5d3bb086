/** Why a run started at some moment, or did not. The address of the page asks: any moment, past or to come. */
import { useEffect, useState } from 'preact/hooks';
import type { TargetedSubmitEvent } from 'preact';
import { type Feed, useFollowed } from '../api/use-followed.ts';
import { Field } from '../commands/fields.tsx';
import { Dialog } from '../layout/dialog.tsx';
import { useInAddress } from '../layout/in-address.ts';
import { ProblemText } from '../problems/problem-text.tsx';
import { isoToWallClock, wallClockToIso } from '../time/wall-clock.ts';
import { useNow } from '../time/use-now.ts';
import { useLanguage } from '../words/use-language.tsx';
import { WhyAnswerText } from './why-answer-text.tsx';
import type { WhyView } from '../../api/schemas/why-schemas.ts';

/** For a link. Without a moment, it asks for one. */
export const whyAddress = (at = ''): string => `#why=${at}`;

export function WhyDialog({ feed }: { readonly feed: Feed }) {
  const { words, format } = useLanguage();
  const { why } = words;
  const [asked, leave] = useInAddress('why');
  const path =
    asked === undefined || asked === '' ? undefined : `/scheduler/why?at=${encodeURIComponent(asked)}`;
  const { data, problem, pending } = useFollowed<WhyView>(feed, path);
  return (
    <Dialog title={why.title} open={asked !== undefined} onClose={leave}>
      {asked !== undefined && <WhyForm asked={asked} />}
      <output class="fields">
        {problem !== undefined && (
          <div class="note">
            <ProblemText problem={problem} unanswered={words.problems.unreachable} />
          </div>
        )}
        {path !== undefined && pending && problem === undefined && <p class="muted">{words.page.loading}</p>}
        {path !== undefined && !pending && data !== undefined && (
          <>
            <h3>{format.exact(data.at)}</h3>
            <WhyAnswerText answer={data} />
          </>
        )}
      </output>
    </Dialog>
  );
}

/** In the zone of the schedule, without an offset. */
const isWallClock = (asked: string): boolean => /^[\d-]+T\d\d:\d\d$/.test(asked);

function WhyForm({ asked }: { readonly asked: string }) {
  const { words, format } = useLanguage();
  const { why } = words;
  const now = useNow();
  // Until somebody types, the field has the moment that was asked for, or this one.
  const [changed, setTyped] = useState<string | undefined>(undefined);
  useEffect(() => setTyped(undefined), [asked]);
  const known = isWallClock(asked)
    ? asked
    : isoToWallClock(asked === '' ? now : Date.parse(asked), format.zone);
  const typed = changed ?? known;
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const at = wallClockToIso(typed, format.zone);
    if (at !== undefined) window.location.hash = whyAddress(new Date(at).toISOString());
  };
  return (
    <form noValidate onSubmit={submit}>
      <Field
        type="datetime-local"
        label={why.moment}
        hint={why.momentHint(format.zone)}
        value={typed}
        onValue={setTyped}
        invalid={wallClockToIso(typed, format.zone) === undefined}
      />
      <div>
        <button type="submit" class="primary">
          {why.ask}
        </button>
      </div>
    </form>
  );
}
