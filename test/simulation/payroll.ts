/**
 * Rows in the payroll database that arrive late, for dates of the past: several minutes long, each transaction of an
 * upload visible only once it is committed. The procedure that tells of them may fail, be slow, or never answer.
 */
import type { Chance } from '../support/chance.ts';
import { dateOf } from './checks/day-book.ts';
import { rightTime } from './host-clock.ts';
import type { Kernel } from './kernel.ts';

export interface LateRows {
  readonly day: number;
  readonly count: number;
  /** What the rows bear as their time of arrival, by the server's clock. */
  readonly bears: number;
  /** When the transaction was committed: from then on a run sees them. In virtual milliseconds, like all below. */
  readonly visibleAt: number;
}

export interface Answer {
  readonly client: string;
  readonly at: number;
  readonly rows: readonly LateRows[];
}

export type PayrollTrouble = 'fails' | 'slow' | 'hangs' | 'misshapen';

export type Reply =
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: readonly unknown[][] }
  | { readonly kind: 'error' };

export class Payroll {
  readonly rows: LateRows[] = [];
  readonly answers: Answer[] = [];
  readonly #kernel: Kernel;
  readonly #chance: Chance;
  #trouble: PayrollTrouble | undefined;
  #until = 0;
  #healed = false;

  constructor(kernel: Kernel, chance: Chance) {
    this.#kernel = kernel;
    this.#chance = chance;
  }

  suffer(trouble: PayrollTrouble, until: number): void {
    this.#trouble = trouble;
    this.#until = until;
  }

  /** What is not committed by then is rolled back. */
  heal(): void {
    this.#healed = true;
  }

  /** One transaction of an upload. */
  insert(days: readonly number[], count: number, lasts: number): void {
    const bears = rightTime(this.#kernel);
    this.#kernel.after(lasts, undefined, () => {
      if (this.#healed) return;
      const visibleAt = this.#kernel.now;
      for (const day of days) this.rows.push({ day, count, bears, visibleAt });
    });
  }

  /** Calls back with what the procedure returns; never, where it hangs. */
  ask(client: string, since: number, give: (reply: Reply) => void): void {
    const trouble = this.#troubleNow();
    if (trouble === 'hangs') return;
    if (trouble === 'fails') return give({ kind: 'error' });
    if (trouble === 'misshapen') return give({ kind: 'rows', columns: ['tanggal'], rows: [] });
    const rows = this.rows.filter(({ bears }) => bears >= since);
    this.answers.push({ client, at: this.#kernel.now, rows });
    const columns = ['tanggal', 'jumlah'];
    const found = rows.map(({ day, count }) => [new Date(dateOf(day)), count]);
    // Around the limit of 15 s.
    const takes = trouble === 'slow' ? this.#chance.spread(1_000, 20_000) : this.#chance.spread(5, 500);
    this.#kernel.after(takes, undefined, () => give({ kind: 'rows', columns, rows: found }));
  }

  #troubleNow(): PayrollTrouble | undefined {
    if (this.#healed) return undefined;
    if (this.#kernel.now < this.#until && this.#chance.happens(0.8)) return this.#trouble;
    return this.#chance.happens(0.02) ? this.#chance.pick(['fails', 'slow', 'hangs'] as const) : undefined;
  }
}
