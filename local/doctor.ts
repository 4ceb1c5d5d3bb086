/**
 * `npm run doctor`: checks the connection to SQL Server and what a run needs there, before the first run. The same
 * check as GET /scheduler/preflight; executes and changes nothing.
 */
import { createProcedureRunner } from '../src/adapters/sql-server/procedure-runner.ts';
import { escapeHidden, escapeLines } from '../src/core/hidden-characters.ts';
import { type CheckedConnection, toPreflightView } from '../src/api/views/preflight-view.ts';
import { judgePreflight } from '../src/core/preflight/judge-preflight.ts';
import { type DoctorArguments, readArguments, usage } from './doctor/arguments.ts';
import { report } from './doctor/report.ts';
import { findTarget, type Target } from './doctor/target.ts';

type Usable = Exclude<Target, { readonly kind: 'invalid' }>;

async function check({ parts, wrongSettings }: Usable): Promise<CheckedConnection> {
  const { settings, clock } = parts;
  const facts = await createProcedureRunner(parts).inspect();
  return {
    at: clock.now(),
    timeZone: settings.timeZone,
    procedure: settings.procedure,
    target: facts.target,
    // Only the scheduler knows of its runs.
    findings: judgePreflight(facts, { ...settings, runInProgress: false, wrongSettings }),
  };
}

async function main({ connection, language, json }: DoctorArguments): Promise<number> {
  const target = await findTarget(connection, process.env, (line) => console.error(escapeHidden(line)));
  if (target.kind === 'invalid') {
    const problems = target.problems.map((each) => `- ${escapeHidden(each)}`).join('\n');
    console.log(
      json
        ? escapeLines(JSON.stringify({ level: 'wrong', problems: target.problems }, undefined, 2))
        : `The settings are invalid:\n${problems}`,
    );
    return 1;
  }
  const standIn = target.kind === 'stand-in';
  try {
    const view = toPreflightView(await check(target));
    console.log(
      json
        ? escapeLines(JSON.stringify({ ...view, stand_in: standIn }, undefined, 2))
        : report(view, language, standIn),
    );
    return view.level === 'wrong' ? 1 : 0;
  } finally {
    // Otherwise a check that fails would leave the process running.
    if (standIn) await target.close();
  }
}

function readOrExplain(): DoctorArguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`npm run doctor: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

try {
  process.exitCode = await main(readOrExplain());
} catch (error) {
  console.error(escapeLines(`npm run doctor: ${error instanceof Error ? error.message : String(error)}`));
  process.exitCode = 1;
}
