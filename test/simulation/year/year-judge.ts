/** Compares what "why?" answers, from the rows, with what the simulation has noted as it happened. */
import type { Run } from '../../../src/core/run/run.ts';
import { adaptedPlan } from '../../../src/core/schedule/adaptive.ts';
import { permittedFrom } from '../../../src/core/schedule/timeline/next-slot.ts';
import { type EpochMs, epochMs, minutes, plus } from '../../../src/core/time/time.ts';
import { isMereSkip } from '../../../src/core/why/state-then.ts';
import type { WhyAnswer, WhyCode } from '../../../src/core/why/why-answer.ts';
import { readWhy } from '../../../src/operations/queries/read-why.ts';
import type { Year } from './year.ts';

export interface Disagreement {
  readonly at: string;
  readonly expected: string;
  readonly answered: string;
}

const lastOf = minutes(1) - 1;

/** Undefined where both agree. */
export async function disagreementAt(year: Year, at: EpochMs): Promise<Disagreement | undefined> {
  const answer = await readWhy(year.asking, () => at);
  const expected = expectedAt(year, at);
  const problem = expected.codes.has(answer.code) ? problemOf(year, at, answer, expected) : 'another code';
  if (problem === undefined) return undefined;
  return {
    at: new Date(at).toISOString(),
    expected: `${[...expected.codes].join(' or ')} (${problem})`,
    answered: `${answer.code} ${answer.run?.id ?? ''} ${JSON.stringify(answer.slot ?? null)} ${JSON.stringify(answer.facts)}`,
  };
}

interface Expected {
  readonly codes: ReadonlySet<WhyCode>;
  readonly run?: Run | undefined;
  /** What the decision of that moment named as next. */
  readonly next?: EpochMs | undefined;
}

const oneOf = (...codes: readonly WhyCode[]): ReadonlySet<WhyCode> => new Set(codes);

function expectedAt(year: Year, at: EpochMs): Expected {
  const upTo = epochMs(at + lastOf);
  const began = year.created.find((each) => each.at >= at && each.at <= upTo && !isMereSkip(each.run))?.run;
  if (began !== undefined) return { codes: oneOf('ran'), run: began };
  const made = year.created.find(
    ({ run }) => run.trigger === 'schedule' && run.slot >= at && run.slot <= upTo,
  );
  if (made !== undefined) {
    if (isMereSkip(made.run)) return { codes: oneOf('skipped'), run: made.run };
    return {
      codes: oneOf(made.at <= plus(made.run.slot, minutes(2)) ? 'ran' : 'served_later'),
      run: made.run,
    };
  }
  const moment = year.rowsAt(at);
  if (moment === undefined) return { codes: oneOf('unknown', 'start_delay') };
  const { config, state } = moment.rows;
  const paused = config.pause !== undefined && (config.pause.until ?? Infinity) > at;
  if (paused) return { codes: oneOf('paused') };
  // Its end has come, and nobody was there to resume.
  if (config.pause !== undefined)
    return { codes: oneOf('start_delay', 'down', 'not_planned', 'blocked', 'served_later', 'dropped') };
  const decision = year.decisionAt(at);
  const decided = year.decisionAt(upTo);
  const came = decided?.kind === 'start' || decided?.kind === 'skip';
  const before = decision?.kind === 'start' || decision?.kind === 'skip';
  const fates: readonly WhyCode[] = ['served_later', 'skipped', 'dropped', 'pending'];
  if (came && !before) return { codes: oneOf(...fates) };
  if (state.active !== undefined) return { codes: oneOf('running', ...(before ? fates : [])) };
  const { blockedBy } = permittedFrom(adaptedPlan(config, state.adapted), at, state.lastEnd);
  if (blockedBy !== undefined) return { codes: oneOf('blocked', ...(came ? fates : [])) };
  if (before) return { codes: oneOf('down', ...fates) };
  const next = decision?.kind === 'wait' ? decision.until : undefined;
  if (at < config.notBefore) return { codes: oneOf('start_delay'), next };
  if (next !== undefined && next <= upTo) return { codes: oneOf(...fates) };
  return { codes: oneOf('not_planned', 'down'), next };
}

function problemOf(year: Year, at: EpochMs, answer: WhyAnswer, { run, next }: Expected): string | undefined {
  if (run !== undefined && answer.run?.id !== run.id) return `run ${run.id}`;
  if (next !== undefined && answer.after !== next) return `next ${next}, answered ${answer.after}`;
  for (const fact of answer.facts) {
    if (fact.code !== 'no_ticks') continue;
    // Between the last mark and the promised one a tick may have come; afterwards none, and none may be claimed.
    const claimed = year.cameBetween(fact.silentFrom, (fact.to ?? Infinity) - 1);
    if (claimed) return 'a tick came where none is said to have come';
  }
  const near = year.cameBetween(at - minutes(2), at);
  if (answer.code === 'down' && near) return 'ticks came';
  const silent = !year.cameBetween(at - minutes(30), at + minutes(30));
  if (answer.code === 'not_planned' && silent) return 'no tick came for an hour';
  return undefined;
}

/** Each run for a slot covers what the last idle tick before it had announced, unless something changed since. */
export function brokenAnnouncements(year: Year): readonly string[] {
  return year.created.flatMap(({ at, run }) => {
    if (run.trigger !== 'schedule') return [];
    const announced = year.announced.findLast((each) => each.at < at);
    const changed = year.moments.some(
      (moment) => announced !== undefined && moment.at > announced.at && moment.at < at,
    );
    if (announced?.slot === undefined || changed) return [];
    return run.slot === announced.slot || (run.missedSlots > 0 && run.slot > announced.slot)
      ? []
      : [
          `run ${run.id} for ${new Date(run.slot).toISOString()}, announced was ${new Date(announced.slot).toISOString()}`,
        ];
  });
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
