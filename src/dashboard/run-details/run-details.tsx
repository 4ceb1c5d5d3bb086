/** All that is known about one run. */
import type { RunDetailView } from '../../api/schemas/run-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { type Fact, fact, Facts } from '../layout/facts.tsx';
import { Actor, ReasonGiven } from '../layout/actor.tsx';
import { Outcome } from './outcome-badge.tsx';
import { Foreign } from '../layout/text.tsx';
import { Messages } from './messages.tsx';
import { AttemptDetail } from './attempt-details.tsx';

export function RunDetail({ run }: { readonly run: RunDetailView }) {
  const language = useLanguage();
  const { detail } = language.words.runs;
  return (
    <div class="detail">
      <Facts facts={factsOf(run, language)} />
      <h3>{detail.attempts}</h3>
      {run.attempts.length === 0 && (
        <p class="muted">{run.outcome === null ? detail.noneEnded : detail.noAttempts}</p>
      )}
      {run.attempts.map((attempt) => (
        <AttemptDetail key={attempt.number} attempt={attempt} />
      ))}
      <h3>{detail.messages}</h3>
      <Messages messages={run.messages} label={detail.messages} none={detail.noMessages} />
    </div>
  );
}

function factsOf(run: RunDetailView, { words, format }: LanguageContext): readonly Fact[] {
  const { detail, trigger } = words.runs;
  const at = (instant: string | null) => (instant === null ? undefined : format.exact(instant));
  const meaning = run.outcome === null ? '' : words.runs.outcomeMeaning[run.outcome];
  return [
    fact(
      detail.outcome,
      <>
        <Outcome run={run} /> <small>{meaning}</small>
        {/* An error is told in full below, with its attempt. */}
        {run.message !== null && run.attempts.at(-1)?.error == null && (
          <p>
            <Foreign lang="en">{run.message}</Foreign>
          </p>
        )}
      </>,
    ),
    fact(detail.duration, run.duration_seconds === null ? undefined : format.duration(run.duration_seconds)),
    fact(detail.range, format.dates(run.awal, run.akhir)),
    fact(detail.trigger, trigger[run.trigger]),
    fact(detail.requestedBy, run.trigger === 'request' ? <Actor>{run.actor}</Actor> : undefined),
    fact(detail.reason, run.trigger === 'request' ? <ReasonGiven>{run.reason}</ReasonGiven> : undefined),
    fact(detail.slot, run.trigger === 'schedule' ? at(run.slot) : undefined),
    fact(detail.missed, run.missed_slots === 0 ? undefined : format.number(run.missed_slots)),
    fact(detail.started, at(run.started_at)),
    fact(detail.ended, at(run.ended_at)),
    fact(detail.id, <code>{run.id}</code>),
  ];
}
