/** When a deployment may go ahead, judged by the scheduler's real status. */
import { describe, expect, it } from 'vitest';
import { deploymentReason, isPausedByDeployment, judge } from '../../../local/deploy/judge.ts';
import { pauseSchedule } from '../../../src/core/job/job-config.ts';
import { neverHeld } from '../../../src/core/run/lease.ts';
import type { ActiveRun } from '../../../src/core/run/run.ts';
import { initialState } from '../../../src/core/job/job-state.ts';
import { toStatusView } from '../../../src/api/views/status-view.ts';
import { configWith, runningRun, settings, start, waitingRun, runIdOf } from '../../support/core-samples.ts';

function statusOf(active: ActiveRun | undefined, pausedFor: string | undefined) {
  const config = configWith();
  const paused =
    pausedFor === undefined ? config : pauseSchedule(config, { by: 'api', reason: pausedFor, since: start });
  const state = active === undefined ? initialState : { ...initialState, active };
  const versions = { config: '1', lease: '1', state: '1' };
  return toStatusView({ kind: 'ready', config: paused, lease: neverHeld, state, versions }, start, settings);
}
const forDeployment = deploymentReason('somebody');

describe('a paused schedule', () => {
  it('is quiet when no run is active', () => {
    expect(judge(statusOf(undefined, forDeployment))).toEqual({ kind: 'quiet' });
  });

  it('is quiet while the pause holds a retry back', () => {
    const retry = waitingRun();
    const held = { ...retry, state: { ...retry.state, attempt: 2 } };
    expect(judge(statusOf(held, forDeployment))).toEqual({ kind: 'quiet' });
  });

  it.each([
    ['a running run', runningRun()],
    ['a requested run, which starts despite the pause', waitingRun({ trigger: 'request' })],
  ])('is busy while there is %s', (_what, run) => {
    expect(judge(statusOf(run, forDeployment))).toMatchObject({
      kind: 'busy',
      why: expect.stringContaining(runIdOf(1)),
    });
  });

  it('is distinguished from one that somebody resumed during the wait', () => {
    expect(judge(statusOf(runningRun(), undefined))).toEqual({ kind: 'resumed' });
  });

  it('is resumed after the deployment only if a deployment paused it', () => {
    expect(isPausedByDeployment(statusOf(undefined, forDeployment))).toBe(true);
    expect(isPausedByDeployment(statusOf(undefined, 'stocktaking'))).toBe(false);
    expect(isPausedByDeployment(statusOf(undefined, undefined))).toBe(false);
  });
});
