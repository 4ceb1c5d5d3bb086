/** Those who are told: how long they take, what goes wrong with them, and all that reached them. */
import type { ChannelName, ChannelSetting, SendResult } from '../../src/core/notices/channel.ts';
import type { Notice } from '../../src/core/notices/notice.ts';
import { minutes } from '../../src/core/time/time.ts';
import type { Notifier, Ping } from '../../src/ports/sending.ts';
import type { Chance } from '../support/chance.ts';
import type { Host, Kernel } from './kernel.ts';

/**
 * `dead`: nothing arrives and nobody answers. `lost_replies`: it arrives, but the answer does not. `refused`: a 4xx, which
 * a repetition would get as well. `gone`: 410; once it is over, the receiver would take notices again.
 */
export type ReceiverTrouble = 'dead' | 'slow' | 'lost_replies' | 'busy' | 'broken' | 'refused' | 'gone';

/** Within this the shipped channels give up by themselves, in milliseconds. */
const channelLimit = 10_000;

export interface Arrival {
  readonly channel: ChannelName | 'ping';
  readonly id: string;
  readonly notice: Notice | undefined;
  readonly ping: Ping | undefined;
  /** The process that sent it. */
  readonly by: string;
  readonly at: number;
  readonly replyLost: boolean;
  /** It was read, and refused for good. */
  readonly refused: boolean;
}

export class Receivers {
  readonly settings: readonly ChannelSetting[];
  readonly pings: boolean;
  readonly arrivals: Arrival[] = [];
  /** How often each one has answered that it wants nothing any more, to others than tests and since the last test that it got; and when it last did. */
  readonly gone = new Map<string, { readonly count: number; readonly at: number }>();
  onArrival: (arrival: Arrival) => void = () => undefined;
  readonly #kernel: Kernel;
  readonly #troubles = new Map<string, { readonly trouble: ReceiverTrouble; readonly until: number }>();

  readonly #lastTrouble = new Map<string, number>();

  constructor(kernel: Kernel, settings: readonly ChannelSetting[], pings: boolean) {
    this.#kernel = kernel;
    this.settings = settings;
    this.pings = pings;
  }

  suffer(channel: ChannelName | 'ping' | undefined, trouble: ReceiverTrouble, duration: number): void {
    const until = this.#kernel.now + duration;
    for (const name of channel === undefined
      ? [...this.settings.map((each) => each.name), 'ping']
      : [channel])
      if (!this.#isGone(name)) {
        this.#troubles.set(name, { trouble, until });
        this.#lastTrouble.set(name, Math.max(until, this.#lastTrouble.get(name) ?? 0));
      }
  }

  /** Whether something was wrong with it at or after this moment. */
  sufferedSince(name: string, at: number): boolean {
    return (this.#lastTrouble.get(name) ?? -Infinity) >= at;
  }

  #isGone(name: string): boolean {
    const { trouble, until = 0 } = this.#troubles.get(name) ?? {};
    return trouble === 'gone' && this.#kernel.now < until;
  }

  heal(): void {
    this.#troubles.clear();
  }

  #fate(name: string, chance: Chance): ReceiverTrouble | undefined {
    const { trouble, until = 0 } = this.#troubles.get(name) ?? {};
    if (this.#isGone(name)) return 'gone';
    if (this.#kernel.now < until) return chance.happens(0.8) ? trouble : undefined;
    return chance.happens(0.02)
      ? chance.pick(['slow', 'lost_replies', 'busy', 'broken'] as const)
      : undefined;
  }

  notifierOf(host: Host & { readonly name: string }, chance: Chance): Notifier {
    const deliver = (
      channel: ChannelName | 'ping',
      id: string,
      what: Pick<Arrival, 'notice' | 'ping'>,
      signal: AbortSignal,
    ): Promise<SendResult> => {
      const { promise, resolve } = Promise.withResolvers<SendResult>();
      const kernel = this.#kernel;
      const answer = (after: number, result: SendResult): void =>
        void kernel.after(after, host, () => resolve(result));
      const noAnswer = { kind: 'retry', problem: 'no answer' } as const;
      signal.addEventListener('abort', () => resolve(noAnswer), { once: true });
      const fate = this.#fate(channel, chance);
      const trip = fate === 'slow' ? chance.spread(1_000, 30_000) : chance.spread(1, 300);
      const isTest = what.notice?.kind === 'test';
      const arrive = (replyLost: boolean, refused = false): void =>
        void kernel.after(trip, undefined, () => {
          const arrival = { channel, id, ...what, by: host.name, at: kernel.now, replyLost, refused };
          this.arrivals.push(arrival);
          const { at } = this.gone.get(channel) ?? {};
          if (isTest && !refused && at !== undefined) this.gone.set(channel, { count: 0, at });
          this.onArrival(arrival);
        });
      switch (fate) {
        case undefined:
        case 'slow': {
          const late = 2 * trip > channelLimit;
          arrive(late);
          answer(late ? channelLimit : 2 * trip, late ? noAnswer : { kind: 'delivered' });
          break;
        }
        case 'lost_replies':
          arrive(true);
          answer(channelLimit, noAnswer);
          break;
        case 'dead':
          // One that does not keep to its limit, either: the operations have one of their own.
          if (chance.happens(0.5)) answer(channelLimit, noAnswer);
          break;
        case 'busy':
          answer(trip, { kind: 'retry', problem: '429', after: minutes(chance.whole(1, 3)) });
          break;
        case 'broken':
          answer(trip, { kind: 'retry', problem: '500' });
          break;
        case 'refused':
          arrive(false, true);
          answer(2 * trip, { kind: 'refused', problem: '400' });
          break;
        case 'gone':
          kernel.after(trip, undefined, () => {
            const { count } = this.gone.get(channel) ?? { count: 0 };
            this.gone.set(channel, { count: count + (isTest ? 0 : 1), at: kernel.now });
          });
          answer(2 * trip, { kind: 'gone', problem: '410' });
          break;
      }
      return promise;
    };
    return {
      channels: this.settings,
      send: ({ channel, notice }, signal) => deliver(channel, notice.id, { notice, ping: undefined }, signal),
      pings: this.pings,
      ping: (ping, signal) =>
        deliver('ping', `${ping.kind} ${ping.runId}`, { notice: undefined, ping }, signal),
    };
  }
}
