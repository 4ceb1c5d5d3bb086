/** Of the ends of runs: who should have heard what, by settings, failures, successes and mutes. */
import { atLeast, type ChannelSetting } from '../../../src/core/notices/channel.ts';
import { isFailing } from '../../../src/core/notices/condition.ts';
import { ConditionKind, type Notice } from '../../../src/core/notices/notice.ts';
import { isWaiting } from '../../../src/core/notices/outbox.ts';
import type { Arrival } from '../receivers.ts';
import type { Truth } from '../truth.ts';
import type { MakeCheck } from './check.ts';
import { MuteBook } from './mute-book.ts';
import { isLeftAlone, isSteady } from './notices.ts';
import { finishedBy } from './run-news.ts';

type Muted = ReturnType<MuteBook['at']>;

interface News {
  /** Of these it hears one: of a state that outlasts a mute, whichever failure was the last one then. */
  readonly anyOf: string[];
  /** It may be left out: it was made, or not yet sent, while the channel was perhaps muted. */
  optional: boolean;
}

const recovered = 'recovered';

/** What a channel should hear of the ends of runs, by its setting. */
class Expectation {
  readonly news: News[] = [];
  readonly #setting: ChannelSetting;
  #failures = 0;
  #successes = 0;
  #latest = '';
  #told: 'yes' | 'perhaps' | 'no' = 'no';

  constructor(setting: ChannelSetting) {
    this.#setting = setting;
  }

  failed(runId: string, muted: Muted): void {
    this.#failures += 1;
    this.#successes = 0;
    this.#latest = `failing since ${runId}`;
    if (this.#told === 'yes' || this.#failures < this.#setting.afterFailures) return;
    if (!atLeast('warning', this.#setting.leastSeverity)) return;
    const last = this.#told === 'perhaps' ? this.news.at(-1) : undefined;
    const one = last ?? { anyOf: [], optional: true };
    if (last === undefined) this.news.push(one);
    one.anyOf.push(this.#latest);
    one.optional = muted !== 'open';
    this.#told = muted === 'open' ? 'yes' : 'perhaps';
  }

  succeeded(muted: Muted): void {
    this.#failures = 0;
    this.#successes += 1;
    if (this.#told === 'no' || this.#successes < this.#setting.afterSuccesses) return;
    const optional = this.#told === 'perhaps' || muted === 'perhaps';
    if (muted !== 'muted') this.news.push({ anyOf: [recovered], optional });
    this.#told = 'no';
  }

  /** The last ones still wait: they are never sent, unless they are on their way. */
  muted(waiting: number): void {
    const unsent = waiting === 0 ? [] : this.news.slice(-waiting);
    for (const each of unsent) each.optional = true;
    const last = unsent.at(-1);
    if (last === undefined || last.anyOf.includes(recovered) || this.#told !== 'yes') return;
    // After the mute it hears of the failure that was the last one until then.
    last.anyOf.push(this.#latest);
    this.#told = 'perhaps';
  }
}

export const failuresAreTold: MakeCheck = () => {
  let expected: Map<string, Expectation> | undefined;
  const mutes = new MuteBook();
  return {
    claim: 'each receiver hears of every failure it wants to hear of, and of the recovery',
    committed: (commit, { receivers, kernel: { now }, truth }) => {
      expected ??= new Map(receivers.settings.map((each) => [each.name, new Expectation(each)]));
      const muted = mutes.note(commit, now);
      if (muted !== undefined) expected.get(muted)?.muted(waitingFor(muted, truth));
      const run = finishedBy(commit);
      if (run === undefined || run.trigger === 'backfill') return undefined;
      for (const [channel, each] of expected) {
        const { outcome } = run.state;
        if (outcome === 'succeeded') each.succeeded(mutes.at(channel, now));
        else if (outcome !== 'cancelled' && outcome !== 'skipped')
          each.failed(run.id, mutes.at(channel, now));
      }
      return undefined;
    },
    finished: (scene) => {
      if (!isSteady(scene)) return undefined;
      for (const [channel, { news }] of expected ?? []) {
        if (isLeftAlone(scene, channel)) continue;
        const heard = newsHeard(scene.receivers.arrivals.filter((each) => each.channel === channel));
        if (!agree(heard, news))
          return `${channel} heard ${JSON.stringify(heard)}, expected ${JSON.stringify(news)}`;
      }
      return undefined;
    },
  };
};

/** How many pieces of such news still wait for this channel. */
const waitingFor = (channel: string, { waiting }: Truth): number =>
  [...waiting.values()].filter(
    (item) =>
      item.kind === 'notice' &&
      newsIn(item.notice) !== undefined &&
      item.deliveries.some((each) => each.channel === channel && isWaiting(each)),
  ).length;

function agree(heard: readonly string[], [first, ...rest]: readonly News[]): boolean {
  const [next, ...others] = heard;
  if (first === undefined) return next === undefined;
  // What was on its way when the mute began is told again if the state outlasts it.
  const perhaps = [{ ...first, optional: true }, ...rest];
  const twice = first.optional || first.anyOf.length > 1;
  const hears = next !== undefined && first.anyOf.includes(next);
  if (hears && (agree(others, rest) || (twice && agree(others, perhaps)))) return true;
  return first.optional && agree(heard, rest);
}

/** What was refused for good was heard as well. */
function newsHeard(arrivals: readonly Arrival[]): readonly string[] {
  const byId = new Map(arrivals.toReversed().map((each) => [each.id, each]));
  const first = arrivals.filter((each) => byId.get(each.id) === each);
  return first.flatMap(({ notice }) => (notice && newsIn(notice)) ?? []);
}

function newsIn(notice: Notice): string | undefined {
  if (notice.kind === 'recovered') return isFailing(notice.over) ? 'recovered' : undefined;
  const kind = ConditionKind.safeParse(notice.kind).data;
  return kind !== undefined && isFailing(kind) && 'runId' in notice
    ? `failing since ${notice.runId}`
    : undefined;
}
