/** A process that nothing hinders keeps its lease, and stops its procedure at the time limit. */
import type { EndedAttempt } from '../../../src/core/run/run.ts';
import type { Commit } from '../truth.ts';
import type { MakeCheck } from './check.ts';
import { begunBy, endedBy } from './run-news.ts';

const second = 1_000;

/** How long before a call or a write is carried out it may have been sent. */
export const onItsWay = 100 * second;

/** Of these only hinder what goes by the clock, and end what a process does: the rest goes on. */
export type Cause = 'fault' | 'clock' | 'told_to_end';

/** When something last hindered each process: in virtual milliseconds, also those that are still to come. */
export class Disturbances {
  readonly #until = new Map<string, number>();

  #latest(name: string, cause: Cause): number {
    return this.#until.get(`${cause} ${name}`) ?? -Infinity;
  }

  note(name: string, cause: Cause, until: number): void {
    this.#until.set(`${cause} ${name}`, Math.max(until, this.#latest(name, cause)));
  }

  noteEverybody(cause: Cause, until: number): void {
    this.note('everybody', cause, until);
  }

  toldToEndAt(name: string): number {
    return this.#latest(name, 'told_to_end');
  }

  since(
    name: string,
    instant: number,
    causes: readonly Cause[] = ['fault', 'clock', 'told_to_end'],
  ): boolean {
    return causes.some(
      (cause) => Math.max(this.#latest(name, cause), this.#latest('everybody', cause)) >= instant,
    );
  }

  /** Any process. */
  anySince(instant: number): boolean {
    return [...this.#until.values()].some((until) => until >= instant);
  }
}

/** The attempt that this write takes for lost, or settles as lost. */
function takenForLost(commit: Commit): Pick<EndedAttempt, 'instance' | 'number'> | undefined {
  const { run, runBefore } = commit;
  if (runBefore?.state.kind === 'running' && run?.state.kind === 'reconciling')
    return run.state.failure === undefined ? run.state.attempt : undefined;
  return endedBy(commit).find(({ outcome }) => outcome === 'lost');
}

export const lostOnlyWhenDisturbed: MakeCheck = () => {
  const began = new Map<string, number>();
  return {
    claim: 'a process that nothing hinders is not taken for lost',
    committed: (commit, { kernel, disturbances }) => {
      const run = begunBy(commit);
      if (run?.state.kind === 'running') began.set(run.state.attempt.instance, kernel.now);
      const lost = takenForLost(commit);
      if (lost === undefined) return undefined;
      const since = began.get(lost.instance) ?? 0;
      return disturbances.since(lost.instance, since - onItsWay)
        ? undefined
        : `attempt ${lost.number} of run ${commit.run?.id} was taken for lost, but nothing had hindered ${lost.instance} since it began`;
    },
  };
};

/** What a request to stop takes on its way, and what clocks that run fast or slow add. */
const slack = 30 * second;

export const stopsAtTheLimit: MakeCheck = () => ({
  claim: 'a process that nothing hinders stops its procedure at the time limit',
  ended: ({ client, began, course, ended, session }, { settings, disturbances }) => {
    if (client === undefined || ended === undefined) return undefined;
    // One that does not heed the attention goes on, but its session is given up.
    if (course.stopsWithin === undefined && session.abandoned) return undefined;
    const lasted = ended.at - began;
    const most = settings.runTimeout + (course.stopsWithin ?? slack) + slack;
    // The limit counts what has passed, whatever the clocks show.
    return lasted <= most || disturbances.since(client, began - onItsWay, ['fault', 'told_to_end'])
      ? undefined
      : `the call of ${client} lasted ${Math.round(lasted / second)} s, but the time limit is ${settings.runTimeout / second} s`;
  },
});

export const shutdownStops: MakeCheck = () => ({
  claim: 'a process that is told to end tells its procedure to stop',
  ended: ({ client, began, ended, session }, { disturbances }) => {
    if (client === undefined || ended === undefined) return undefined;
    const told = disturbances.toldToEndAt(client);
    const hadTime = told > began && ended.at > told + second;
    return !hadTime || session.toldToStop || disturbances.since(client, began - onItsWay, ['fault'])
      ? undefined
      : `${client} was told to end at ${told} ms, but has not told its procedure to stop`;
  },
});
