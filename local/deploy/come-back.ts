/** After a deployment: the app must show the new version, and a tick must run, before the schedule counts as resumed. */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileInZip } from '../build/zip.ts';
import { type DeployOptions, packageOfBuild } from './arguments.ts';
import { deploymentReason, isPausedByDeployment } from './judge.ts';
import type { Scheduler } from './scheduler.ts';

export const pollMs = 2_000;
export const minute = 60_000;
/** The second is for a clock behind that of the app, which refuses a pause that would be over. */
const shortPausesMs = [3_000, 120_000];

/** The version in the package, which the new app shows; undefined if there is none to compare with. */
export function expectedVersion(file: string | undefined): string | undefined {
  if (file === undefined || (file === packageOfBuild && !existsSync(file))) return undefined;
  const manifest = fileInZip(readFileSync(file), 'package.json')?.toString('utf8');
  const { build }: { readonly build?: string } = JSON.parse(manifest ?? '{}');
  if (build === undefined)
    throw new Error(`${file} is no package made by "npm run package": it has no version`);
  return build;
}

/** Waits for the expected version. Fails when the time is over, with what came instead. */
export async function waitForVersion(scheduler: Scheduler, expected: string, minutes: number): Promise<void> {
  const seen = await retry(minutes, scheduler.version, (version) => version === expected);
  if (seen !== expected)
    throw new Error(
      `the app shows version ${seen} ${minutes} minutes after the deployment, expected ${expected}`,
    );
  console.log(`The app shows version ${expected}.`);
}

/**
 * Ends the pause so that only a tick can resume the schedule: one has run when the pause is gone. A timer may stay dead
 * after a deployment although HTTP answers (Azure/azure-functions-host#11828).
 */
export async function resumeByTick(
  scheduler: Scheduler,
  who: string,
  { returnMinutes }: DeployOptions,
): Promise<void> {
  const before = await retry(returnMinutes, scheduler.status);
  if (!isPausedByDeployment(before))
    return console.log(
      'The schedule is not paused by a deployment: left unchanged, without waiting for a tick.',
    );
  if (await endPauseSoon(scheduler, who)) {
    const after = await retry(returnMinutes, scheduler.status, (status) => !isPausedByDeployment(status));
    if (!isPausedByDeployment(after)) return console.log('A tick has run. Resumed the schedule.');
  }
  await scheduler.resume('deployment finished');
  throw new Error(
    `no tick was seen within ${returnMinutes} minutes: without ticks no run starts. The schedule is resumed. Restart the app: az functionapp restart --resource-group … --name …`,
  );
}

async function endPauseSoon(scheduler: Scheduler, who: string): Promise<boolean> {
  for (const ms of shortPausesMs) {
    try {
      await scheduler.pause(deploymentReason(who), new Date(Date.now() + ms));
      return true;
    } catch (error) {
      console.log(
        `The end of the pause was not taken: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return false;
}

/** What fits, or the last answer when the time is over; throws if there was none by then. */
export async function retry<Answer>(
  minutes: number,
  ask: () => Promise<Answer>,
  fits: (answer: Answer) => boolean = () => true,
): Promise<Answer> {
  const end = Date.now() + minutes * minute;
  for (;;) {
    try {
      const answer = await ask();
      if (fits(answer) || Date.now() >= end) return answer;
    } catch (error) {
      if (Date.now() >= end) throw error;
    }
    await wait(pollMs);
  }
}
