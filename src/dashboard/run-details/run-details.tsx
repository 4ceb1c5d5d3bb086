/** Everything that is known about one run. */
import type { ComponentChildren } from 'preact';
import type { RunDetailView } from '../../api/schemas/run-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { type Fact, fact, Facts } from '../layout/facts.tsx';
import { ReasonGiven, StartedBy } from '../layout/actor.tsx';
import { Outcome } from '../layout/outcome-badge.tsx';
import { ServerWords } from '../problems/server-words.tsx';
import { RunWarnings } from '../layout/run-warnings.tsx';
import { Messages } from '../layout/messages.tsx';
import { AttemptDetails } from './attempt-details.tsx';
import { type Noting, RunNotes } from './run-notes.tsx';
import { TechnicalDetails } from './technical-details.tsx';

interface Props {
  readonly run: RunDetailView;
  readonly noting: Noting | undefined;
  /** What can be done with it. */
  readonly children: ComponentChildren;
}

export function RunDetails({ run, noting, children }: Props) {
  const language = useLanguage();
  const { runDetails: texts } = language.words;
  return (
    <div class="detail">
      <Facts facts={factsOf(run, language)} />
      {run.attempts.length > 1 && <h3>{texts.attempts}</h3>}
      {run.attempts.length === 0 && (
        <p class="muted">{run.outcome === null ? texts.noneEnded : texts.noAttempts}</p>
      )}
      {run.attempts.map((attempt) => (
        <AttemptDetails key={attempt.number} attempt={attempt} run={run} />
      ))}
      {children}
      <RunNotes run={run} noting={noting} />
      <h3>{texts.messages}</h3>
      <Messages messages={run.messages} label={texts.messages} none={texts.noMessages} />
      <TechnicalDetails run={run} />
    </div>
  );
}

function factsOf(run: RunDetailView, { words, format }: LanguageContext): readonly Fact[] {
  const { runDetails: texts, runs } = words;
  const at = (instant: string | null) => (instant === null ? undefined : format.exact(instant));
  const meaning = run.outcome === null ? '' : runs.outcomeMeaning[run.outcome];
  return [
    fact(
      texts.outcome,
      <>
        <Outcome run={run} /> <small>{meaning}</small>
        <RunWarnings warnings={run.warnings} />
        {/* An error is shown in full with its attempt. */}
        {run.message !== null && run.attempts.at(-1)?.error == null && (
          <div>
            <ServerWords>{run.message}</ServerWords>
          </div>
        )}
      </>,
    ),
    fact(texts.duration, run.duration_seconds === null ? undefined : format.duration(run.duration_seconds)),
    fact(texts.range, format.dates(run.awal, run.akhir)),
    fact(texts.startedBy, run.trigger === 'schedule' ? undefined : <StartedBy run={run} />),
    fact(texts.reason, run.trigger === 'request' ? <ReasonGiven>{run.reason}</ReasonGiven> : undefined),
    fact(texts.slot, run.trigger === 'schedule' ? at(run.slot) : undefined),
    fact(texts.missed, run.missed_slots === 0 ? undefined : format.number(run.missed_slots)),
    fact(texts.started, at(run.started_at)),
    fact(texts.ended, at(run.ended_at)),
  ];
}
