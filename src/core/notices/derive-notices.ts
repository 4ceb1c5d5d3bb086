/**
 * (rows, who was told of what) → who is to be told of what now. A channel is told of a state once, and of its end if it
 * was told of the state. The states come from the rows, so a change that nobody derived notices from is told later.
 */
import type { ChannelSetting } from './channel.ts';
import { isWanted, wrongChannels } from './channel-states.ts';
import { type Condition, endsWithSuccess, isFailing, stateOf, type Told, withoutOff } from './condition.ts';
import { deliveryTo, isSilenced, waitingSince } from './first-delivery.ts';
import { proofOf } from './proof-of-end.ts';
import { type Notice, severityOf } from './notice.ts';
import { isWaiting, type SentNotice } from './outbox.ts';
import { type Context, type Facts, type JobNow, type Standing, standingStates } from './standing-states.ts';
import { successesOfSchedule } from '../job/statistics.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { elapsed } from '../time/time.ts';

export interface Derived {
  readonly notices: readonly SentNotice[];
  readonly conditions: readonly Condition[];
}

export interface Deriving extends Context {
  readonly newId: () => string;
}

export function deriveNotices(rows: JobNow, deriving: Deriving): Derived {
  const open = withoutOff(rows.state.notices ?? [], rows.channels, deriving.configured);
  const standing = standingStates(rows, open, deriving);
  const notices: SentNotice[] = [];
  const states = new Map(standing.map((each) => [stateOf({ ...each.facts, ...each }), each]));
  const conditions = open.flatMap((condition) => {
    const goesOn = states.has(stateOf(condition)) && !hasSucceeded(condition, rows);
    return goesOn ? [condition] : end(condition, rows, deriving, notices);
  });
  for (const [state, each] of states) {
    const at = conditions.findIndex((condition) => stateOf(condition) === state);
    const condition = stand(each, conditions[at], rows, deriving, notices);
    if (at === -1) conditions.push(condition);
    else conditions[at] = condition;
  }
  return { notices, conditions };
}

/** Since the last failure that was noticed: perhaps not as often as every channel wants. */
const hasSucceeded = ({ successesBefore }: Condition, { state }: JobNow): boolean =>
  successesBefore !== undefined && successesOfSchedule(state) > successesBefore;

/** A state that is true: tells those that do not know it yet. */
function stand(
  { facts, runId, failures, isOnlyNoticed }: Standing,
  before: Condition | undefined,
  rows: JobNow,
  deriving: Deriving,
  notices: SentNotice[],
): Condition {
  const { now, configured, newId } = deriving;
  const first = before === undefined || hasSucceeded(before, rows);
  const since = first ? now : before.since;
  const told = before?.told ?? [];
  const severity = severityOf[facts.kind];
  const deliveries = configured
    .filter(({ name }) => isOnlyNoticed !== true && !told.some(({ channel }) => channel === name))
    .map((setting) =>
      deliveryTo(setting, severity, rows, deriving, failuresWanted(facts, setting, failures)),
    );
  const news = deliveries.filter(isWaiting);
  const isNews = news.length > 0 || (first && deliveries.some(isSilenced));
  const id = isNews ? newId() : '';
  if (isNews) notices.push({ notice: { ...facts, id, at: now, severity }, deliveries });
  const added: readonly Told[] = news.map(({ channel }) => ({ channel, noticeId: id, since }));
  return {
    kind: before?.kind ?? facts.kind,
    since,
    ...omitUndefined({ runId: before?.runId ?? runId, channel: channelIn(facts) }),
    ...(endsWithSuccess(facts.kind) ? { successesBefore: successesOfSchedule(rows.state) } : {}),
    told: added.length === 0 ? told : [...told, ...added],
  };
}

const channelIn = (facts: Facts) => ('channel' in facts ? facts.channel : undefined);

const failuresWanted = (facts: Facts, { afterFailures }: ChannelSetting, failures: number): boolean =>
  !isFailing(facts.kind) || failures >= afterFailures;

/** A state that is over: tells those that knew it, each after as many successes as it wants. */
function end(
  condition: Condition,
  rows: JobNow,
  deriving: Deriving,
  notices: SentNotice[],
): readonly Condition[] {
  const { now, configured, wrong, newId } = deriving;
  const { kind, told, successesBefore } = condition;
  // Nobody has corrected it: somebody has removed it.
  if (kind === 'channel_off' && !isWanted(condition.channel, deriving)) return [];
  const successes = successesOfSchedule(rows.state) - (successesBefore ?? 0);
  const settingOf = ({ channel }: Told) => configured.find(({ name }) => name === channel);
  const isOver = (each: Told): boolean =>
    !isFailing(kind) || successes >= (settingOf(each)?.afterSuccesses ?? 1);
  const over = Map.groupBy(told.filter(isOver), ({ noticeId }) => noticeId);
  for (const [recovers, those] of over) {
    const severity = severityOf[kind];
    const deliveries = those.flatMap((each) => {
      const setting = settingOf(each);
      if (setting !== undefined) return [deliveryTo(setting, undefined, rows, deriving, true)];
      // Perhaps its settings are right again within the day.
      return wrongChannels(wrong).includes(each.channel) ? [waitingSince(each.channel, now)] : [];
    });
    if (deliveries.length === 0) continue;
    const lasted = elapsed(those[0]?.since ?? condition.since, now);
    const facts = {
      kind: 'recovered',
      over: kind,
      recovers,
      lasted,
      ...proofOf(condition, rows, now),
    } as const;
    notices.push({ notice: { ...facts, id: newId(), at: now, severity }, deliveries });
  }
  const left = told.filter((each) => !isOver(each));
  return left.length === 0 ? [] : [{ ...condition, told: left }];
}

/** Of something that happens once. */
export function eventNotice(notice: Notice, rows: JobNow, deriving: Deriving): readonly SentNotice[] {
  const deliveries = deriving.configured.map((setting) =>
    deliveryTo(setting, notice.severity, rows, deriving, true),
  );
  return deliveries.some(({ kind }) => kind === 'waiting') || deliveries.some(isSilenced)
    ? [{ notice, deliveries }]
    : [];
}
