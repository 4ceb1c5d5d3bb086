/** For `@js-joda/core` in the SQL driver, which only counts the days between two dates to write a parameter. */
const msPerDay = 86_400_000;
const unit = { name: 'days' } as const;

export const ChronoUnit = { DAYS: unit } as const;

export class LocalDate {
  readonly #days: number;

  private constructor(days: number) {
    this.#days = days;
  }

  static of(year: number, month: number, day: number): LocalDate {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
    // As the original does: a date that does not exist is not taken for another one.
    if (!same || date.getUTCDate() !== day) throw new RangeError(`${year}-${month}-${day} is no date`);
    return new LocalDate(date.getTime() / msPerDay);
  }

  static ofYearDay(year: number, dayOfYear: number): LocalDate {
    return new LocalDate(LocalDate.of(year, 1, 1).#days + dayOfYear - 1);
  }

  until(end: LocalDate, counted: typeof unit): number {
    if (counted !== unit) throw new TypeError('only days are counted');
    return end.#days - this.#days;
  }
}
