/** `npm run simulate -- --year`: a whole year, and many minutes of it asked for. */
import { brokenAnnouncements } from './announcements.ts';
import { sample } from './year-judge.ts';
import { Year } from './year.ts';

export async function compareYear(seed: number, days: number, samples: number): Promise<boolean> {
  const began = performance.now();
  const year = new Year(seed, days);
  await year.pass();
  console.log(
    `Seed ${seed}: ${days} days, ${year.record.ticks.length} ticks, ${year.record.truth.runs.size} runs and skips, ${year.record.truth.audit.length} audit entries in ${Math.round((performance.now() - began) / 1_000)} s`,
  );
  const announcements = brokenAnnouncements(year);
  const disagreements = await sample(year, samples);
  for (const broken of announcements.slice(0, 20)) console.log(`Not as announced: ${broken}`);
  for (const { at, problem, answered } of disagreements.slice(0, 20))
    console.log(`${at}: ${problem}; answered ${answered}`);
  const took = Math.round((performance.now() - began) / 1_000);
  console.log(
    `${announcements.length} runs not as announced; ${disagreements.length} of ${samples} answers disagree; ${took} s`,
  );
  return announcements.length + disagreements.length === 0;
}
