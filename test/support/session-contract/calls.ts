/** A call of the procedure that nobody disturbs: how it ends, and what it tells. */
import { expect, it } from 'vitest';
import type { FailureClass } from '../../../src/core/run/failure.ts';
import { record } from '../../adapters/sql-server/support/attempt.ts';
import { execute, probe, type SessionRig } from './session-rig.ts';

const classes: readonly (readonly [FailureClass, number])[] = [
  ['transient', 1205],
  ['governance', 40_544],
  ['access', 229],
  ['contract', 2812],
  ['data', 547],
  ['environment', 9002],
  ['user_raised', 50_001],
  ['unclassified', 49_999],
];

export function describeCalls(rigOf: () => SessionRig): void {
  it('succeeds with the rows that the procedure changed, and gives the applock up', async () => {
    rigOf().behave({ rows: 3 });
    const recording = record();
    const result = await execute(rigOf(), recording);
    expect(result).toEqual({ kind: 'succeeded', rowsAffected: 3, returnValue: 0 });
    expect(recording.executing()).toBe(1);
    expect(recording.counts).toEqual([3]);
    expect(rigOf().calls()).toEqual(['completed']);
    expect(await probe(rigOf())).toBe('gone');
  });

  it('passes on what the procedure prints', async () => {
    rigOf().behave({ prints: '50 percent' });
    const recording = record();
    await execute(rigOf(), recording);
    expect(recording.messages.map(({ text }) => text)).toEqual(['50 percent']);
  });

  it.each(classes)('fails as %s when the procedure ends with error %i', async (expected, error) => {
    rigOf().behave({ rows: 3, error });
    const result = await execute(rigOf(), record());
    expect(result).toMatchObject({ kind: 'failed', failure: { class: expected, number: error } });
    expect(await probe(rigOf())).toBe('gone');
  });

  it('leaves the end open when the server says that it killed the session', async () => {
    rigOf().behave({ error: 596 });
    const failure = { class: 'outcome_unknown', number: 596 };
    expect(await execute(rigOf(), record())).toMatchObject({ kind: 'connection_lost', failure });
  });
}
