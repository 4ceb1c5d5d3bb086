/** One attempt that has ended, and its error in full. */
import type { AttemptView } from '../../api/schemas/run-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { type Fact, fact, Facts } from '../layout/facts.tsx';
import { Badge } from './outcome-badge.tsx';
import { Foreign } from '../layout/text.tsx';

export function AttemptDetail({ attempt }: { readonly attempt: AttemptView }) {
  const language = useLanguage();
  const { words } = language;
  const { detail } = words.runs;
  return (
    <section class="attempt">
      <h4>
        {detail.attempt(attempt.number)}{' '}
        <Badge shown={attempt.outcome}>{words.runs.outcome[attempt.outcome]}</Badge>
      </h4>
      <Facts facts={factsOf(attempt, language)} />
      {attempt.error !== null && (
        <>
          <h5>{detail.error}</h5>
          <Facts facts={errorFacts(attempt.error, language)} />
        </>
      )}
    </section>
  );
}

function factsOf(attempt: AttemptView, { words, format }: LanguageContext): readonly Fact[] {
  const { detail } = words.runs;
  const seconds = (Date.parse(attempt.ended_at) - Date.parse(attempt.started_at)) / 1_000;
  return [
    fact(detail.started, format.exact(attempt.started_at)),
    fact(detail.ended, format.exact(attempt.ended_at)),
    fact(detail.duration, format.duration(seconds)),
    fact(detail.rows, format.number(attempt.rows_affected)),
    fact(detail.returnValue, attempt.return_value === null ? undefined : String(attempt.return_value)),
    fact(detail.process, `${attempt.instance} · ${attempt.version}`),
    fact(detail.epoch, String(attempt.epoch)),
  ];
}

function errorFacts(error: NonNullable<AttemptView['error']>, { words }: LanguageContext): readonly Fact[] {
  const { detail, errorClass, remedy } = words.runs;
  return [
    fact(detail.errorMessage, <Foreign>{error.message}</Foreign>),
    fact(detail.remedy, remedy(error)),
    fact(detail.errorClass, errorClass[error.class]),
    fact(detail.errorNumber, error.number === undefined ? undefined : String(error.number)),
    fact(detail.errorCode, error.code),
    fact(
      detail.errorProcedure,
      error.procedure === undefined ? undefined : <Foreign>{error.procedure}</Foreign>,
    ),
    fact(detail.errorLine, error.line === undefined ? undefined : String(error.line)),
    fact(detail.errorSeverity, error.severity === undefined ? undefined : String(error.severity)),
  ];
}
