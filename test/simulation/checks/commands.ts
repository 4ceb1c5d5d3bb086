/** What operators ask for: done once, kept until it is done, and no sooner than promised. */
import type { MakeCheck } from './check.ts';
import { requestOf } from './retries.ts';

/** Each command of the simulation has a reason of its own, however often it is sent. */
export const commandsOnce: MakeCheck = () => {
  const seen = new Set<string>();
  return {
    claim: 'a command is carried out once, however often it is sent',
    committed: ({ audit }) => {
      if (audit === undefined || audit.action === 'adapt_interval') return undefined;
      if (seen.has(audit.reason)) return `${audit.action} with the reason "${audit.reason}" was done again`;
      seen.add(audit.reason);
      return undefined;
    },
  };
};

export const cancelsStand: MakeCheck = () => ({
  claim: 'an accepted cancel stands on the lease or with the run until the run has ended',
  committed: ({ audit, after }) => {
    if (audit?.action !== 'cancel' || after.state.active === undefined) return undefined;
    return requestOf(after)?.cause === 'cancel' ? undefined : `the cancel of run ${audit.runId} is in no row`;
  },
});

export const coolDownKept: MakeCheck = () => ({
  claim: 'a run is requested again only after the cool-down',
  committed: ({ audit, before }, { settings }) => {
    const last = before?.state.lastRequestAt;
    if (audit?.action !== 'force_execute' || last === undefined || last > audit.at) return undefined;
    return audit.at - last >= settings.forceCooldown
      ? undefined
      : `a run was requested ${audit.at - last} ms after the one before`;
  },
});
