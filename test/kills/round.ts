/** One round: asks for a run, lets the plan's faults strike, waits until the run has ended, and judges. */
import { setTimeout as wait } from 'node:timers/promises';
import { isFinished, type Run } from '../../src/core/run/run.ts';
import type { Happening } from './director.ts';
import type { Plan } from './plan.ts';
import type { World } from './world.ts';

export interface RoundReport {
  readonly plan: Plan;
  /** How many processes were killed or suspended; 0 if the run never came to the point. */
  readonly struck: number;
  readonly run: Run | undefined;
  /** From the end of the last fault until the end of the run. */
  readonly recoveryMs: number;
  readonly violations: readonly string[];
  readonly log: readonly Happening[];
}

/** Usually a few seconds. On a machine that is busy with other things it takes longer, but never for ever. */
const patienceMs = 240_000;

export async function playRound(world: World, plan: Plan): Promise<RoundReport> {
  const { director, sql } = world;
  const { ms, outlives } = plan.procedure;
  sql.setFault([
    { kind: outlives ? 'ignore-attention' : 'delay', ms, times: 1 },
    { kind: 'delay', ms: 300 },
  ]);
  const lines = new Map(world.instances.map((each) => [each, each.app.host.lines().length]));
  const runId = await request(world, plan);
  director.begin(plan);
  const run = await ended(world, runId);
  director.disarm();
  const endedAt = run !== undefined && isFinished(run) ? run.state.endedAt : Date.now();
  const late = await Promise.race([
    world.settleDown().then(() => []),
    wait(patienceMs, ['something is still on its way to SQL Server, or an instance did not come back'], {
      ref: false,
    }),
  ]);
  const violations =
    run === undefined
      ? [`run ${runId} has vanished`]
      : [...world.judge(run), ...late, ...(await world.judgeDays())];
  return {
    plan,
    struck: director.struck,
    run,
    recoveryMs: Math.max(0, endedAt - director.lastFaultAt),
    violations,
    log: wholeLog(world, lines),
  };
}

/** Dates of its own, so that SQL Server's log tells whose EXEC it saw. */
async function request({ instances }: World, { round }: Plan): Promise<string> {
  const day = new Date(Date.UTC(2001, 0, 1 + round)).toISOString().slice(0, 10);
  const { app } = instances[round % instances.length] ?? instances[0]!;
  const answer = await app.post('/scheduler/force-execute', {
    awal: day,
    akhir: day,
    reason: `round ${round}`,
  });
  if (answer.status !== 202)
    throw new Error(`a run was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
  return String(answer.body.data.run_id);
}

async function ended(world: World, id: string): Promise<Run | undefined> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const run = await world.findRun(id);
    if (run === undefined || isFinished(run) || Date.now() > end) return run;
    await wait(30);
  }
}

function wholeLog(
  world: World,
  lines: ReadonlyMap<World['instances'][number], number>,
): readonly Happening[] {
  const hosts = [...lines].flatMap(([instance, from]) => {
    const said = instance.app.host.lines();
    return said.slice(said.length < from ? 0 : from).flatMap((line) => {
      const [, at = '', text = ''] = /^(\d{4}-\S+Z) (?!info {2}\[host\] \w+: )(.*)$/.exec(line) ?? [];
      return at === '' ? [] : [{ at: Date.parse(at), who: instance.name, what: `log: ${text}` }];
    });
  });
  const server = world
    .executions()
    .slice(-8)
    .flatMap(({ spid, pid, awal, startedAt, endedAt, outcome }) => [
      { at: startedAt, who: 'SQL', what: `EXEC begins for ${awal}: session ${spid}, process ${pid}` },
      ...(endedAt === undefined
        ? []
        : [{ at: endedAt, who: 'SQL', what: `EXEC ${outcome}: session ${spid}` }]),
    ]);
  return [...world.director.log, ...hosts, ...server].toSorted((one, other) => one.at - other.at);
}
