/** The table of legal moves against what the functions of the core really do. */
import { describe, expect, test } from 'vitest';
import type { RunStateKind } from '../../../src/core/run/run.ts';
import { type RunEvent, transitions } from '../../../src/core/run/transitions.ts';
import { move, runsIn } from '../../support/run-moves.ts';

const states = Object.keys(transitions) as readonly RunStateKind[];
const events = Object.keys(transitions.waiting) as readonly RunEvent[];
const pairs = states.flatMap((state) =>
  events.map((event) => ({ state, event, targets: transitions[state][event] })),
);
const targetsOf = (state: RunStateKind) => Object.values(transitions[state]).flat();
const legal = pairs.filter(({ targets }) => targets.length > 0);
const illegal = pairs.filter(({ targets }) => targets.length === 0);

describe('a legal move', () => {
  test.each(legal)('$state × $event leads to exactly $targets', ({ state, event, targets }) => {
    const reached = new Set(
      runsIn(state).flatMap((run) => move(run, event).map((after) => after.state.kind)),
    );
    expect([...reached].toSorted()).toEqual([...targets].toSorted());
  });
});

describe('an illegal move', () => {
  test.each(illegal)('$state × $event is not offered, or leaves the run as it is', ({ state, event }) => {
    for (const run of runsIn(state)) {
      for (const after of move(run, event)) expect(after).toBe(run);
    }
  });
});

test('no move changes what a run is: its id, slot, range, trigger and who asked for it', () => {
  for (const { state, event } of legal) {
    for (const run of runsIn(state)) {
      for (const { state: _, attempts: __, ...identity } of move(run, event))
        expect(run).toMatchObject(identity);
    }
  }
});

test('every move keeps the attempts that have ended, and adds at most one', () => {
  for (const { state, event } of legal) {
    for (const run of runsIn(state)) {
      for (const after of move(run, event)) {
        expect(after.attempts.slice(0, run.attempts.length)).toEqual(run.attempts);
        expect(after.attempts.length - run.attempts.length).toBeOneOf([0, 1]);
      }
    }
  }
});

test('every state but finished can be left, and every state but the first can be reached', () => {
  expect(states.filter((state) => targetsOf(state).every((target) => target === state))).toEqual([
    'finished',
  ]);
  const reached = new Set(states.flatMap(targetsOf));
  expect(states.filter((state) => !reached.has(state))).toEqual([]);
});
