/** Settings that count at the first start only: which of them the stored schedule overrules, and how to change that. */
import type { JobConfig } from './job-config.ts';
import type { FirstStartSetting, Settings } from '../settings/scheduler-settings.ts';

export interface Overruled {
  readonly setting: FirstStartSetting;
  /** A sentence with both values and what to do. */
  readonly line: string;
}

/** Only those that somebody set: a default says nothing about what is wanted. */
export function overruledSettings(config: JobConfig, settings: Settings): readonly Overruled[] {
  return settings.given.flatMap((setting) => {
    const { wanted, stored, remedy } = compare(setting, config, settings);
    if (String(wanted).toLowerCase() === String(stored).toLowerCase()) return [];
    const line = `${setting} is ${wanted}, but has no effect any more: the stored schedule has ${stored}, and settings count at the first start only. ${remedy}`;
    return [{ setting, line }];
  });
}

function compare(setting: FirstStartSetting, config: JobConfig, settings: Settings) {
  switch (setting) {
    case 'INTERVAL_HOURS': {
      const { schedule } = config;
      return {
        wanted: settings.intervalHours,
        stored: schedule.kind === 'interval' ? schedule.hours : `a rule of the kind ${schedule.kind}`,
        remedy: `To change it, set the interval on the dashboard, or send POST /scheduler/set-interval with "hours": ${settings.intervalHours}.`,
      };
    }
    case 'TIME_ZONE':
      return { wanted: settings.timeZone, stored: config.timeZone, remedy: changeDocument('time_zone') };
    case 'RANGE_DAYS_BACK':
      return { wanted: settings.rangeDaysBack, stored: config.daysBack, remedy: changeDocument('days_back') };
  }
}

const changeDocument = (field: string): string =>
  `To change it, edit the schedule on the dashboard, or send PUT /scheduler/schedule with another ${field}.`;
