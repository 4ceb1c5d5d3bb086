/**
 * For each date: when rows last arrived, when the scheduler was last told of them, and when the EXEC began that last
 * computed it with success. All of it from the database, the audit and the server's log, in virtual milliseconds.
 */
import { LocalDate } from '../../../src/core/time/time.ts';
import { z } from 'zod';
import type { LateRows, Payroll } from '../payroll.ts';
import { beginning } from '../host-clock.ts';
import type { Call } from '../sql-server.ts';
import type { Commit } from '../truth.ts';
import type { Scene } from './check.ts';
import { dayOf, daysOf } from './day-book.ts';
import { finishedBy } from './run-news.ts';

export interface News {
  readonly days: readonly number[];
  /** When the server answered; for somebody who told of it, when that was written. */
  readonly at: number;
  readonly how: 'answered' | 'told';
}

interface Known {
  /** When the scheduler last wrote that it has news of the date. */
  written: number;
  /** The last news of it. */
  news: number;
  how: News['how'];
}

const Told = z.object({ dates: z.array(z.object({ date: LocalDate })) });

export class LateBook {
  readonly #known = new Map<number, Known>();
  /** The rows that the scheduler has been told of, and when that was written for the first time. */
  readonly #told = new Map<LateRows, number>();
  readonly #began = new Map<number, number>();
  /** When the attempt of that EXEC began, by its own clock: the scheduler takes later tellings as not seen. */
  readonly #attempted = new Map<number, number>();
  readonly #lastRun = new Map<number, string>();
  #firstAnswer: number | undefined;
  #commit: Commit | undefined;
  #news: News | undefined;

  /** Every write must be shown to the book, once or more often. Returns what it tells of. */
  note(commit: Commit, scene: Scene): News | undefined {
    if (commit === this.#commit) return this.#news;
    this.#commit = commit;
    this.#noteSuccess(commit, scene.server.calls);
    this.#news = newsIn(commit, scene);
    if (this.#news !== undefined) this.#hear(this.#news, scene);
    return this.#news;
  }

  #noteSuccess(commit: Commit, calls: readonly Call[]): void {
    const run = finishedBy(commit);
    const attempt = run?.attempts.at(-1);
    if (run?.state.outcome !== 'succeeded' || attempt === undefined) return;
    const { awal, akhir } = run.range;
    const call = calls.findLast(
      ({ client, range, ended }) =>
        client === attempt.instance &&
        range.awal === awal &&
        range.akhir === akhir &&
        ended?.how === 'succeeded',
    );
    if (call === undefined) return;
    for (const day of daysOf(run.range)) {
      this.#began.set(day, Math.max(call.began, this.beganAt(day)));
      // A clock that was set ahead says nothing.
      const attempted = Math.min(attempt.startedAt - beginning, call.began);
      this.#attempted.set(day, Math.max(attempted, this.#attemptedAt(day)));
      this.#lastRun.set(day, run.id);
    }
  }

  #hear({ days, at, how }: News, { kernel, server: { payroll } }: Scene): void {
    if (how === 'answered') this.#firstAnswer ??= at;
    for (const day of days) {
      const before = this.#known.get(day)?.news ?? -Infinity;
      this.#known.set(day, { written: kernel.now, news: Math.max(at, before), how });
    }
    for (const row of payroll.rows)
      if (days.includes(row.day) && row.visibleAt <= at && !this.#told.has(row))
        this.#told.set(row, kernel.now);
  }

  /** When the EXEC began that last computed the date with success. */
  beganAt = (day: number): number => this.#began.get(day) ?? -Infinity;

  #attemptedAt = (day: number): number => this.#attempted.get(day) ?? -Infinity;

  newsOf = (day: number): Known | undefined => this.#known.get(day);

  /** When the last rows arrived that the scheduler has been told of. */
  arrivedAt(day: number): number {
    const rows = [...this.#told.keys()].filter((row) => row.day === day);
    return Math.max(-Infinity, ...rows.map(({ visibleAt }) => visibleAt));
  }

  /** It has been told of rows that no success has seen. */
  isLate = (day: number): boolean => this.arrivedAt(day) >= this.beganAt(day);

  /** It was told of it since the attempt began that succeeded last. */
  wasToldSince = (day: number, slack: number): boolean =>
    (this.#known.get(day)?.written ?? -Infinity) >= this.#attemptedAt(day) - slack;

  /** Of something new: rows that it had not been told of, or by somebody, whoever repeats it. */
  hasMoreSince(day: number, slack: number): boolean {
    const began = this.#attemptedAt(day) - slack;
    const known = this.#known.get(day);
    if (known?.how === 'told' && known.written >= began) return true;
    return [...this.#told].some(([row, written]) => row.day === day && written >= began);
  }

  /** The run that last computed it with success. */
  lastRun = (day: number): string | undefined => this.#lastRun.get(day);

  /** Those with rows that no success has seen, though the scheduler was told of them, or has been asking since before. */
  unseen({ rows }: Payroll, asksRightly: boolean): readonly number[] {
    const heard = (row: LateRows): boolean =>
      this.#told.has(row) ||
      (asksRightly && this.#firstAnswer !== undefined && row.visibleAt > this.#firstAnswer);
    const days = rows.filter((row) => heard(row) && row.visibleAt >= this.beganAt(row.day));
    return [...new Set(days.map(({ day }) => day))];
  }
}

/** Somebody has told, or the answer to a question is written down. */
function newsIn({ audit, before, after, by }: Commit, { kernel, server }: Scene): News | undefined {
  if (audit?.action === 'tell_pending') {
    const { dates } = Told.parse(JSON.parse(audit.after));
    return { days: dates.map(({ date }) => dayOf(date)), at: kernel.now, how: 'told' };
  }
  const asked = after.state.late?.askedAt;
  if (asked === undefined || after.state.late === before?.state.late) return undefined;
  if (asked === before?.state.late?.askedAt || after.state.coverage === undefined) return undefined;
  const answer = server.payroll.answers.findLast(({ client }) => client === by);
  if (answer === undefined) return undefined;
  return { days: [...new Set(answer.rows.map(({ day }) => day))], at: answer.at, how: 'answered' };
}
