/** "Why?" in English. */
import { labelOf } from '../../core/identity.ts';
import { type DurationMs, toMinutes } from '../../core/time/time.ts';
import { adaptedWords } from '../schedule-words/adapted-words.ts';
import { blockerWords } from '../schedule-words/document-words.ts';
import { english } from '../schedule-words/english-schedule.ts';
import type { Sentence, WhyLanguage } from './why-words.ts';

const minutesOf = (duration: DurationMs): string => `${Math.round(toMinutes(duration))} minutes`;
const because = ({ because: words }: Sentence): string => (words === '' ? '' : `: ${words}`);
const idOf = ({ run }: Sentence): string => (run === undefined ? 'a run' : `run ${run.id}`);

export const englishWhy: WhyLanguage = {
  words: english,
  codes: {
    ran: ({ at, run, asked }) =>
      run === undefined
        ? `A run began at ${at(asked)}.`
        : `Run ${run.id} began at ${at(run.createdAt)}${run.trigger === 'request' ? `, requested by ${labelOf(run.actor, run.actorId)}` : ''}.`,
    served_later: (given) =>
      `The slot of ${given.at(given.slot)} was served later${given.run === undefined ? '' : `, at ${given.at(given.run.createdAt)} by ${idOf(given)}`}${because(given)}.`,
    skipped: (given) => `The slot of ${given.at(given.slot)} was skipped${because(given)}.`,
    pending: (given) =>
      `The slot of ${given.at(given.slot)} came, but no run has served it yet${because(given)}.`,
    dropped: (given) =>
      `The slot of ${given.at(given.slot)} was dropped before a run served it${because(given)}.`,
    running: (given) => `No slot came, because a run was in progress${because(given)}.`,
    paused: ({ at, asked, because: words }) =>
      `No run at ${at(asked)}: ${words || 'the schedule was paused'}.`,
    blocked: ({ at, asked, because: words }) =>
      `No run at ${at(asked)}: ${words || 'the schedule permitted none'}.`,
    start_delay: (given) => `No run at ${given.at(given.asked)}${because(given)}.`,
    down: (given) => `Nothing was running at ${given.at(given.asked)}${because(given)}. No slot came then.`,
    not_planned: (given) => `No run was planned for ${given.at(given.asked)}${because(given)}.`,
    unknown: (given) => `Nobody can tell any more about ${given.at(given.asked)}${because(given)}.`,
    planned: (given) => `A run is planned for ${given.at(given.slot)}.`,
    planned_during_run: (given) =>
      `A slot is planned for ${given.at(given.slot)}, but the run before will probably still be in progress then${because(given)}.`,
    too_far: ({ at, asked }) =>
      `Nobody can tell whether a run begins at ${at(asked)}: the slots count from the ends of runs until then.`,
  },
  facts: {
    schedule: ({ changed }, at) =>
      changed === undefined
        ? 'the schedule in force then'
        : `the schedule as ${changed.by} set it at ${at(changed.at)}`,
    schedule_unknown: () => 'the audit does not tell which schedule was in force then',
    adapted: ({ interval }, at) =>
      `the interval in force since ${at(interval.at)}: ${adaptedWords(interval, english)}`,
    profile: ({ name }) => `the profile ${name} is in force`,
    paused: ({ pause }, at) =>
      `${labelOf(pause.by, pause.byId)} had paused the schedule at ${at(pause.since)}${pause.until === undefined ? '' : ` until ${at(pause.until)}`} (${pause.reason})`,
    blocked: ({ by, until }, at) =>
      `${until === undefined ? 'none is permitted' : `the first permitted instant is ${at(until)}`}, because of ${blockerWords(by, english)}`,
    start_delay: ({ until }, at) =>
      `after the first start, a resumption or a change, no slot comes before ${at(until)}`,
    run_in_progress: ({ runId, from, to }, at) =>
      `run ${runId} was in progress from ${at(from)}${to === undefined ? ' on' : ` to ${at(to)}`}`,
    no_ticks: ({ from, to, unreachable }, at) =>
      `${to === undefined ? `no tick is on record since ${at(from)}` : `no tick is on record between ${at(from)} and ${at(to)}`}: ${unreachable ? 'the table did not answer' : 'nothing was running, or the table did not answer'}`,
    ticks_unknown: ({ since }, at) =>
      since === undefined
        ? 'ticks are not on record yet, so nobody can tell whether the scheduler was running'
        : `ticks are on record only since ${at(since)}, so nobody can tell whether the scheduler was running`,
    served_late: ({ slot, at: served }, at) =>
      `the slot of ${at(slot)} was not served before ${at(served)}, so no tick came in between`,
    catch_up: ({ runId, missed }) =>
      missed === 0
        ? `run ${runId} caught up on it`
        : `run ${runId} caught up on it and ${missed} earlier ${missed === 1 ? 'slot' : 'slots'}`,
    catch_up_off: () => 'it was missed, and catch-up is off',
    period_closed: () => 'its dates were in a closed period',
    forecast: ({ usual }) =>
      usual === undefined
        ? 'an estimate: no run has succeeded yet'
        : `an estimate: runs usually take ${minutesOf(usual)}`,
    history_purged: ({ before }, at) => `what happened before ${at(before)} has been deleted by age`,
  },
};
