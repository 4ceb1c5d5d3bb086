/** What the history says once and for all: which run is active, its range, its moves and its end. */
import { isDeepStrictEqual } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { isFinished, type Run } from '../../../src/core/run/run.ts';
import { transitions } from '../../../src/core/run/transitions.ts';
import { datesIn } from '../operators.ts';
import type { Rows } from '../truth.ts';
import { closedThen } from './backfill.ts';
import type { MakeCheck } from './check.ts';
import { dateOf, dayOf } from './day-book.ts';

export const oneActive: MakeCheck = () => ({
  claim: 'at most one run is active',
  committed: ({ after }, { truth }) => {
    const active = [...truth.runs.values()].filter((run) => !isFinished(run));
    const expected = after.state.active === undefined ? [] : [after.state.active];
    return isDeepStrictEqual(active, expected)
      ? undefined
      : `the history has the active runs ${active.map(({ id }) => id).join(', ') || 'none'}, the state row ${after.state.active?.id ?? 'none'}, or they differ`;
  },
});

const dateAt = (instant: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();

export const rangeKept: MakeCheck = () => ({
  claim: 'the range of a run is that of its slot, by the time zone and the days back then, and never changes',
  committed: ({ before, run, runBefore }) => {
    if (run === undefined || before === undefined) return undefined;
    // What backfill computes is the business of another check.
    if (run.trigger === 'backfill' && runBefore === undefined) return undefined;
    const { timeZone, daysBack } = before.config;
    const akhir = dateAt(run.slot, timeZone);
    const usual = { awal: akhir.subtract({ days: daysBack }).toString(), akhir: akhir.toString() };
    const expected = runBefore?.range ?? datesIn(run.reason) ?? openPart(usual, run, before);
    return isDeepStrictEqual(run.range, expected)
      ? undefined
      : `run ${run.id} must have the range ${JSON.stringify(expected)} and has ${JSON.stringify(run.range)}`;
  },
});

/** Whatever is not skipped begins after the closed period. */
function openPart(range: { awal: string; akhir: string }, run: Run, { state }: Rows): typeof range {
  const first = dateOf(Math.max(dayOf(range.awal), closedThen(state.closing, run.createdAt) + 1));
  return isFinished(run) ? range : { ...range, awal: first };
}

export const finishedFinal: MakeCheck = () => ({
  claim: 'a finished run never changes',
  committed: ({ runBefore }) =>
    runBefore !== undefined && isFinished(runBefore)
      ? `run ${runBefore.id} had ${runBefore.state.outcome} and was written again`
      : undefined,
});

/** A run begins in the write that makes it, or waits, or is a recorded skip. */
const beginnings: readonly string[] = ['waiting', 'running', 'finished'];

/** Compared with the diagram of docs/specification.md by test/core/spec.test.ts. */
const targetsOf = ({ state }: Run): readonly string[] => Object.values(transitions[state.kind]).flat();

export const movesAlongDiagram: MakeCheck = () => ({
  claim: 'a run moves only along the diagram',
  committed: ({ run, runBefore }) => {
    // Putting the clock right moves what a run waits for, and leaves it in its state.
    if (run === undefined || run.state.kind === runBefore?.state.kind) return undefined;
    const allowed = runBefore === undefined ? beginnings : targetsOf(runBefore);
    return allowed.includes(run.state.kind)
      ? undefined
      : `run ${run.id} went from ${runBefore?.state.kind ?? 'nothing'} to ${run.state.kind}`;
  },
});

export const idsInOrder: MakeCheck = () => {
  let latest = '';
  return {
    claim: 'the id of a run sorts after that of the run before, whatever the clocks show',
    committed: ({ run, runBefore }) => {
      if (run === undefined || runBefore !== undefined) return undefined;
      const before = latest;
      latest = run.id;
      return run.id > before ? undefined : `run ${run.id} came after run ${before}`;
    },
  };
};
