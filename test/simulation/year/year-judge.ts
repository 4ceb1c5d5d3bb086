/** Compares what "why?" answers, from the rows, with what the simulation has noted as it happened. */
import { adaptedPlan, intervalInForce } from '../../../src/core/schedule/adaptive.ts';
import { segmentsOf } from '../../../src/core/schedule/timeline/segments.ts';
import { type EpochMs, epochMs, minutes } from '../../../src/core/time/time.ts';
import type { WhyAnswer, WhyFactCode, WhyFactOf } from '../../../src/core/why/why-answer.ts';
import { readWhy } from '../../../src/operations/queries/read-why.ts';
import { type Expected, expectedAt, standingAt } from './expected-answer.ts';
import type { Year } from './year.ts';

export interface Disagreement {
  readonly at: string;
  readonly problem: string;
  readonly answered: string;
}

export async function sample(year: Year, count: number): Promise<readonly Disagreement[]> {
  const minutesPassed = Math.floor((year.ends - year.begins) / minutes(1));
  const wrong: Disagreement[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = epochMs(year.begins + year.chance.whole(0, minutesPassed - 1) * minutes(1));
    const found = await disagreementAt(year, at);
    if (found !== undefined) wrong.push(found);
  }
  return wrong;
}

/** Undefined where both agree. */
export async function disagreementAt(year: Year, at: EpochMs): Promise<Disagreement | undefined> {
  const answer = await readWhy(year.asking, () => at);
  const problem = problemOf(answer, expectedAt(year, at)) ?? wrongFact(year, at, answer);
  if (problem === undefined) return undefined;
  const { code, run, slot = null, facts } = answer;
  const answered = `${code} ${run?.id ?? ''} ${JSON.stringify(slot)} ${JSON.stringify(facts)}`;
  return { at: new Date(at).toISOString(), problem, answered };
}

function problemOf(answer: WhyAnswer, expected: Expected): string | undefined {
  const { codes, runId, slot, blockedBy, next } = expected;
  if (!codes.includes(answer.code)) return `expected ${codes.join(' or ')}`;
  if (runId !== undefined && answer.run?.id !== runId) return `expected run ${runId}`;
  if (slot !== undefined && answer.slot?.at !== slot) return `expected the slot ${slot}`;
  if (next !== undefined && answer.after !== next) return `expected next ${next}, answered ${answer.after}`;
  const by = factOf(answer, 'blocked')?.by;
  return blockedBy === undefined ? undefined : differs('blocked by', blockedBy, by);
}

/** What was in force then comes last: a pause that followed, and that dropped the slot, before it. */
const factOf = <C extends WhyFactCode>({ facts }: WhyAnswer, code: C): WhyFactOf<C> | undefined =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the code tells which one it is
  facts.findLast((fact) => fact.code === code) as WhyFactOf<C> | undefined;

function differs(what: string, expected: unknown, answered: unknown): string | undefined {
  const [one, other] = [expected, answered].map((each) => JSON.stringify(each));
  return one === other ? undefined : `${what}: expected ${one}, answered ${other}`;
}

/** Whatever the code is: what was in force then, and whether ticks came. */
function wrongFact(year: Year, at: EpochMs, answer: WhyAnswer): string | undefined {
  for (const fact of answer.facts) {
    if (fact.code !== 'no_ticks') continue;
    // Between the last mark and the promised one a tick may have come; afterwards none, and none may be claimed.
    if (year.record.cameBetween(fact.silentFrom, (fact.to ?? Infinity) - 1))
      return 'a tick came where none is said to have come';
  }
  const moment = standingAt(year, at);
  if (moment === undefined) return undefined;
  const { config, state } = moment.rows;
  const plan = adaptedPlan(config, state.adapted);
  const inForce = segmentsOf(plan, at, at, undefined).next().value ?? undefined;
  const audited = config.changedBy !== 'first start';
  const changed = audited ? { at: config.changedAt, by: config.changedBy } : undefined;
  const { active } = state;
  return (
    differs('rule', inForce?.rule, answer.rule) ??
    differs('profile', inForce?.profile, answer.profile) ??
    differs('pause', config.pause, answer.code === 'dropped' ? undefined : factOf(answer, 'paused')?.pause) ??
    differs('last change', changed, factOf(answer, 'schedule')?.changed) ??
    differs('in progress', active?.id, factOf(answer, 'run_in_progress')?.runId) ??
    differs('adapted', intervalInForce(config, state.adapted), factOf(answer, 'adapted')?.interval)
  );
}
