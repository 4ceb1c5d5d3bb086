/** Random walks through the whole core: ticks, results, lost processes, probes, cancels, pauses, changes and time. */
import * as fc from 'fast-check';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { minutes, plus } from '../../src/core/time/time.ts';
import { CoreLedger } from './core-ledger.ts';
import { failureOf } from './core-samples.ts';

type Ending = AttemptResult['kind'];
type Step =
  | { readonly do: 'tick'; readonly sqlAnswers: boolean }
  | { readonly do: 'pass'; readonly minutes: number }
  | { readonly do: 'learn'; readonly holder: number; readonly ending: Ending; readonly sure: boolean }
  | { readonly do: 'heartbeat' | 'write' | 'crash'; readonly holder: number }
  | { readonly do: 'procedure_ends' | 'cancel' | 'force' | 'resume' }
  | { readonly do: 'pause'; readonly minutes: number | undefined }
  | { readonly do: 'change'; readonly hours: number; readonly after: 'start' | 'finish' };

const endings: readonly Ending[] = [
  'succeeded',
  'failed',
  'foreign_run',
  'stopped',
  'interrupted',
  'connection_lost',
];
const holder = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('tick'), sqlAnswers: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('pass'), minutes: fc.constantFrom(0.25, 1, 3, 7, 40, 95, 400) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('learn'),
      holder,
      ending: fc.constantFrom(...endings),
      sure: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('heartbeat', 'write', 'write', 'crash'), holder }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('procedure_ends', 'cancel', 'force', 'resume') }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('pause'), minutes: fc.constantFrom(undefined, 30, 200) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('change'),
      hours: fc.constantFrom(0.5, 1.5, 6),
      after: fc.constantFrom('start', 'finish'),
    }),
  },
);
export const walk = fc.array(step, { maxLength: 120, size: 'max' });

function resultOf(ending: Ending, sure: boolean, ledger: CoreLedger): AttemptResult {
  const { lease, now } = ledger.machine;
  const rowsAffected = 1;
  switch (ending) {
    case 'succeeded':
      return { kind: ending, rowsAffected, returnValue: 0 };
    case 'failed':
      return { kind: ending, rowsAffected, failure: failureOf(sure ? 'data' : 'transient') };
    case 'foreign_run':
      return { kind: ending };
    case 'stopped': {
      const requested = lease.kind === 'held' ? lease.stop : undefined;
      return {
        kind: ending,
        rowsAffected,
        confirmed: sure,
        stop: requested ?? { cause: 'deadline', at: now },
      };
    }
    case 'interrupted':
      return { kind: ending, rowsAffected, confirmed: sure, failure: failureOf('interrupted') };
    case 'connection_lost':
      return { kind: ending, rowsAffected, failure: failureOf('outcome_unknown') };
  }
}

function take(ledger: CoreLedger, given: Step): void {
  const { machine } = ledger;
  const chosen =
    'holder' in given ? machine.holders[given.holder % Math.max(1, machine.holders.length)] : undefined;
  switch (given.do) {
    case 'tick':
      return machine.carryOut(machine.decide(), given.sqlAnswers);
    case 'pass':
      return ledger.pass(plus(machine.now, minutes(given.minutes)));
    case 'heartbeat':
      return chosen && machine.heartbeat(chosen);
    case 'learn':
      if (chosen !== undefined && chosen.result === undefined)
        machine.learn(chosen, resultOf(given.ending, given.sure, ledger));
      return;
    case 'write':
      return chosen && machine.write(chosen);
    case 'crash':
      machine.holders = machine.holders.filter((each) => each !== chosen);
      return;
    case 'procedure_ends':
      if (machine.holders.every(({ epoch, result }) => epoch !== machine.executing || result !== undefined))
        machine.executing = undefined;
      return;
    case 'cancel':
      if (machine.state.active !== undefined) ledger.cancelled.add(machine.state.active.id);
      return machine.cancel({ cause: 'cancel', at: machine.now, by: 'siti', reason: 'test' });
    case 'force':
      return machine.force();
    case 'pause':
      ledger.forget();
      return machine.pause(given.minutes === undefined ? undefined : minutes(given.minutes));
    case 'resume':
      if (machine.config.pause === undefined) return;
      return machine.resume();
    case 'change':
      ledger.forget();
      return machine.change(given);
  }
}

export function walkThrough(steps: readonly Step[]): CoreLedger {
  const ledger = new CoreLedger();
  for (const each of steps) {
    take(ledger, each);
    ledger.check();
  }
  return ledger;
}
