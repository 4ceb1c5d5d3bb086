/** What only engineers need to know about a run, folded away. */
import type { AttemptView, RunDetailView } from '../../api/schemas/run-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { type Fact, fact, Facts } from '../layout/facts.tsx';
import { Foreign } from '../layout/foreign-text.tsx';

export function TechnicalDetails({ run }: { readonly run: RunDetailView }) {
  const language = useLanguage();
  const { runDetails: texts } = language.words;
  return (
    <details>
      <summary>{texts.technical}</summary>
      <Facts facts={[fact(texts.id, <code>{run.id}</code>)]} />
      {run.attempts.map((attempt) => (
        <section key={attempt.number} class="attempt">
          {run.attempts.length > 1 && <h3>{texts.attempt(attempt.number)}</h3>}
          <Facts facts={factsOf(attempt, language)} />
        </section>
      ))}
    </details>
  );
}

function factsOf({ error, ...attempt }: AttemptView, { words }: LanguageContext): readonly Fact[] {
  const { runDetails: texts, runs } = words;
  return [
    fact(texts.returnValue, textOf(attempt.return_value)),
    fact(texts.process, `${attempt.instance} · ${attempt.version}`),
    fact(texts.epoch, textOf(attempt.epoch)),
    fact(texts.errorClass, error === null ? undefined : runs.errorClass[error.class]),
    fact(texts.errorNumber, textOf(error?.number)),
    fact(texts.errorCode, error?.code),
    fact(
      texts.errorProcedure,
      error?.procedure === undefined ? undefined : <Foreign>{error.procedure}</Foreign>,
    ),
    fact(texts.errorLine, textOf(error?.line)),
    fact(texts.errorSeverity, textOf(error?.severity)),
  ];
}

const textOf = (value: number | null | undefined): string | undefined =>
  value == null ? undefined : String(value);
