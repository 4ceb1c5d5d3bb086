/** The answer to "why?" in words: one sentence for the code, one for each fact. A language per file. */
import type { Run } from '../../core/run/run.ts';
import type { WhyAnswer, WhyCode, WhyFact, WhyFactCode, WhyFactOf } from '../../core/why/why-answer.ts';
import type { EpochMs } from '../../core/time/time.ts';
import { momentWords } from '../schedule-words/document-words.ts';
import type { ScheduleWords } from '../schedule-words/english-schedule.ts';

/** Shows an instant on the wall clock of the schedule; the date only where it is another day than the one asked for. */
export type Show = (instant: EpochMs) => string;

export interface Sentence {
  readonly at: Show;
  readonly asked: EpochMs;
  readonly slot: EpochMs;
  readonly run: Run | undefined;
  /** Ends without a full stop; empty where no fact says more. */
  readonly because: string;
}

export interface WhyLanguage {
  readonly words: ScheduleWords;
  readonly codes: Readonly<Record<WhyCode, (sentence: Sentence) => string>>;
  readonly facts: FactWords;
}

type FactWords<C extends WhyFactCode = WhyFactCode> = {
  readonly [K in C]: (fact: WhyFactOf<K>, at: Show) => string;
};

/** What explains each code best, the first of them that there is. */
const explaining: Readonly<Record<WhyCode, readonly WhyFactCode[]>> = {
  ran: ['catch_up'],
  served_later: ['no_ticks', 'run_in_progress', 'paused', 'blocked', 'catch_up'],
  skipped: ['catch_up_off', 'period_closed', 'run_in_progress'],
  pending: ['no_ticks', 'run_in_progress', 'blocked'],
  dropped: ['paused', 'schedule'],
  running: ['run_in_progress'],
  paused: ['paused'],
  blocked: ['blocked'],
  start_delay: ['start_delay'],
  down: ['no_ticks', 'served_late'],
  not_planned: ['no_ticks'],
  unknown: ['history_purged', 'schedule_unknown', 'ticks_unknown'],
  planned: ['profile'],
  planned_during_run: ['forecast'],
  too_far: [],
};

export function describeWhy(answer: WhyAnswer, language: WhyLanguage): string {
  const show = showIn(answer, language);
  const { at, code, slot, run, facts } = answer;
  const fact = explaining[code]
    .map((wanted) => facts.find((each) => each.code === wanted))
    .find((each) => each !== undefined);
  const because = fact === undefined ? '' : describeFact(fact, show, language);
  return language.codes[code]({ at: show, asked: at, slot: slot?.at ?? at, run, because });
}

export const describeFactOf = (answer: WhyAnswer, fact: WhyFact, language: WhyLanguage): string =>
  describeFact(fact, showIn(answer, language), language);

const showIn =
  ({ at, timeZone }: WhyAnswer, { words }: WhyLanguage): Show =>
  (instant) =>
    momentWords(instant, timeZone, at, words);

const describeFact = <C extends WhyFactCode>(
  fact: { readonly [K in C]: WhyFactOf<K> }[C],
  at: Show,
  { facts }: { readonly facts: FactWords<C> },
): string => facts[fact.code](fact, at);
