/** The rows of a job, as they go on, and who is told of what at each step. */
import { initialState, type JobState, recordRun } from '../../src/core/job/job-state.ts';
import type { JobConfig } from '../../src/core/job/job-config.ts';
import type { ChannelSetting } from '../../src/core/notices/channel.ts';
import { deriveNotices } from '../../src/core/notices/derive-notices.ts';
import type { Notice } from '../../src/core/notices/notice.ts';
import type { ChannelStates } from '../../src/core/notices/outbox.ts';
import type { Usual } from '../../src/core/notices/standing-states.ts';
import { neverHeld } from '../../src/core/run/lease.ts';
import type { Run, RunOutcome } from '../../src/core/run/run.ts';
import type { Settings } from '../../src/core/settings/scheduler-settings.ts';
import type { WrongSettings } from '../../src/core/settings/wrong-settings.ts';
import type { EpochMs } from '../../src/core/time/time.ts';
import { configWith, runIdOf, settings, start } from './core-samples.ts';
import { channelWith } from './notice-samples.ts';
import { sampleFinishedRun } from './sample-records.ts';

/** Each step answers what is told, such as `email run_failed`. */
export class Course {
  config: JobConfig = configWith();
  state: JobState = initialState;
  channels: ChannelStates | undefined;
  now: EpochMs = start;
  usual: Usual | undefined;
  /** The notice that was derived last. */
  last: Notice | undefined;
  configured: readonly ChannelSetting[];
  wrong: readonly WrongSettings[] = [];
  settings: Settings = settings;
  #ids = 0;

  constructor(...configured: readonly Partial<ChannelSetting>[]) {
    this.configured = configured.map(channelWith);
  }

  look(): readonly string[] {
    const { config, state, channels, now, configured, wrong, usual } = this;
    const newId = (): string => runIdOf((this.#ids += 1));
    const rows = { config, lease: neverHeld, state, channels };
    const derived = deriveNotices(rows, { now, settings: this.settings, configured, wrong, usual, newId });
    this.state = { ...state, notices: derived.conditions };
    this.last = derived.notices.at(-1)?.notice;
    return derived.notices.flatMap(({ notice, deliveries }) => {
      const what = notice.kind === 'recovered' ? `${notice.kind} from ${notice.over}` : notice.kind;
      return deliveries.map((each) =>
        each.kind === 'waiting'
          ? `${each.channel} ${what}`
          : `${each.channel} not: ${each.kind === 'left_out' ? each.why : each.kind}`,
      );
    });
  }

  run(outcome: RunOutcome): readonly string[] {
    return this.record(sampleFinishedRun(outcome, this.now));
  }

  record(run: Run): readonly string[] {
    this.state = recordRun(this.state, run);
    return this.look();
  }
}
