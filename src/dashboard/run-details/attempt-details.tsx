/** One attempt that has ended, and its error in full. */
import type { AttemptView, RunDetailView } from '../../api/schemas/run-schemas.ts';
import { type LanguageContext, useLanguage } from '../words/use-language.tsx';
import { type Fact, fact, Facts } from '../layout/facts.tsx';
import { Badge } from '../layout/outcome-badge.tsx';
import { Foreign } from '../layout/foreign-text.tsx';

interface Props {
  readonly attempt: AttemptView;
  readonly run: RunDetailView;
}

export function AttemptDetails({ attempt, run }: Props) {
  const language = useLanguage();
  const { words } = language;
  const { error } = attempt;
  const isWholeRun = run.attempts.length === 1 && isLike(run, attempt, language);
  return (
    <section class="attempt">
      {!isWholeRun && (
        <h4>
          {words.runDetails.attempt(attempt.number)}{' '}
          <Badge shown={attempt.outcome}>{words.runs.outcome[attempt.outcome]}</Badge>
        </h4>
      )}
      <Facts
        facts={[
          ...(error === null ? [] : whatToDo(error, language)),
          ...(isWholeRun ? [] : timesOf(attempt, language)),
          rowsOf(attempt, language),
        ]}
      />
    </section>
  );
}

/** Nothing to add to what the run says of itself. */
const isLike = (run: RunDetailView, attempt: AttemptView, { format }: LanguageContext): boolean =>
  run.outcome === attempt.outcome &&
  run.started_at === attempt.started_at &&
  run.ended_at === attempt.ended_at &&
  format.duration(run.duration_seconds ?? 0) === format.duration(attempt.duration_seconds);

const timesOf = (
  attempt: AttemptView,
  { words: { runDetails: texts }, format }: LanguageContext,
): readonly Fact[] => [
  fact(texts.started, format.exact(attempt.started_at)),
  fact(texts.ended, format.exact(attempt.ended_at)),
  fact(texts.duration, format.duration(attempt.duration_seconds)),
];

const rowsOf = ({ rows_affected: rows }: AttemptView, { words, format }: LanguageContext): Fact =>
  fact(words.runDetails.rows, rows === null ? words.runs.rowsNotReported : format.number(rows));

const whatToDo = (
  error: NonNullable<AttemptView['error']>,
  { words: { runDetails: texts, runs } }: LanguageContext,
): readonly Fact[] => [
  fact(
    texts.error,
    <p>
      <Foreign>{error.message}</Foreign>
    </p>,
  ),
  fact(texts.remedy, <p>{runs.remedy(error)}</p>),
];
