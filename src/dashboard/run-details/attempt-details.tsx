/** One attempt that has ended, and its error in full. */
import type { AttemptView } from '../../api/schemas/run-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { type Fact, fact, Facts } from '../layout/facts.tsx';
import { Badge } from '../layout/outcome-badge.tsx';
import { Foreign } from '../layout/foreign-text.tsx';

export function AttemptDetails({ attempt }: { readonly attempt: AttemptView }) {
  const language = useLanguage();
  const { words } = language;
  const { runDetails: texts } = words;
  return (
    <section class="attempt">
      <h4>
        {texts.attempt(attempt.number)}{' '}
        <Badge shown={attempt.outcome}>{words.runs.outcome[attempt.outcome]}</Badge>
      </h4>
      <Facts facts={factsOf(attempt, language)} />
      {attempt.error !== null && (
        <>
          <h5>{texts.error}</h5>
          <Facts facts={errorFacts(attempt.error, language)} />
        </>
      )}
    </section>
  );
}

function factsOf(attempt: AttemptView, { words, format }: LanguageContext): readonly Fact[] {
  const { runDetails: texts } = words;
  return [
    fact(texts.started, format.exact(attempt.started_at)),
    fact(texts.ended, format.exact(attempt.ended_at)),
    fact(texts.duration, format.duration(attempt.duration_seconds)),
    fact(
      texts.rows,
      attempt.rows_affected === null ? words.runs.rowsNotReported : format.number(attempt.rows_affected),
    ),
    fact(texts.returnValue, attempt.return_value === null ? undefined : String(attempt.return_value)),
    fact(texts.process, `${attempt.instance} · ${attempt.version}`),
    fact(texts.epoch, String(attempt.epoch)),
  ];
}

function errorFacts(error: NonNullable<AttemptView['error']>, { words }: LanguageContext): readonly Fact[] {
  const { runDetails: texts } = words;
  const { errorClass, remedy } = words.runs;
  return [
    fact(texts.errorMessage, <Foreign>{error.message}</Foreign>),
    fact(texts.remedy, remedy(error)),
    fact(texts.errorClass, errorClass[error.class]),
    fact(texts.errorNumber, error.number === undefined ? undefined : String(error.number)),
    fact(texts.errorCode, error.code),
    fact(
      texts.errorProcedure,
      error.procedure === undefined ? undefined : <Foreign>{error.procedure}</Foreign>,
    ),
    fact(texts.errorLine, error.line === undefined ? undefined : String(error.line)),
    fact(texts.errorSeverity, error.severity === undefined ? undefined : String(error.severity)),
  ];
}
