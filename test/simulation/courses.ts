/** How the simulated procedure behaves: usually well, and in each way of going wrong now and then. */
import type { Chance } from '../support/chance.ts';

/** How a call of the procedure goes, unless somebody stops it. All durations in milliseconds. */
export interface Course {
  readonly takes: number;
  /** The server's error with which it ends; without one it succeeds. */
  readonly error?: ServerError | undefined;
  readonly rows: number;
  readonly prints?: string | undefined;
  /** How long after a request to stop it ends; undefined if it takes no notice. */
  readonly stopsWithin: number | undefined;
  /** How long after its client has gone it ends; undefined if it goes on to its end. */
  readonly outlivesClient: number | undefined;
}

export interface ServerError {
  readonly number: number;
  readonly message: string;
  readonly class: number;
}

const errors = {
  deadlock: { number: 1205, message: 'Transaction was deadlocked', class: 13 },
  duplicate: { number: 2627, message: 'Violation of PRIMARY KEY constraint', class: 14 },
  raised: { number: 50_000, message: 'Data absensi belum lengkap', class: 16 },
  denied: { number: 229, message: 'The SELECT permission was denied', class: 14 },
} as const satisfies Readonly<Record<string, ServerError>>;

/** The classes of these failures forbid another attempt. */
export const permanentNumbers: ReadonlySet<number> = new Set([
  errors.duplicate.number,
  errors.raised.number,
  errors.denied.number,
]);

export const goodCourse =
  (usual: number) =>
  (chance: Chance): Course => ({
    takes: chance.spread(usual / 2, usual * 2),
    rows: chance.whole(0, 50_000),
    stopsWithin: chance.spread(10, 3_000),
    outlivesClient: chance.spread(10, 60_000),
  });

/** `trouble`: the share of calls that do not go well. */
export const mixedCourse =
  (usual: number, trouble: number) =>
  (chance: Chance): Course => {
    const good = goodCourse(usual)(chance);
    const kind = chance.weighted({ fails: 4, slow: 1, deaf: 1, outlives: 2, endless: 1 });
    if (!chance.happens(trouble)) return chance.happens(0.3) ? { ...good, outlivesClient: undefined } : good;
    switch (kind) {
      case 'fails': {
        const name = chance.weighted({ deadlock: 4, duplicate: 1, raised: 1, denied: 1 });
        return { ...good, takes: chance.spread(10, good.takes), error: errors[name] };
      }
      case 'slow':
        return { ...good, takes: usual * chance.spread(2, 20) };
      case 'deaf':
        return { ...good, takes: usual * chance.spread(2, 20), stopsWithin: undefined };
      case 'outlives':
        return { ...good, outlivesClient: undefined };
      case 'endless':
        return { ...good, takes: usual * 100, stopsWithin: chance.spread(10, 60_000) };
    }
  };
