/** When channels were muted, by what operators gave: a book of its own, kept from the audit. In virtual milliseconds. */
import { z } from 'zod';
import type { ChannelName } from '../../../src/core/notices/channel.ts';
import { beginning } from '../host-clock.ts';
import type { Commit } from '../truth.ts';

interface Span {
  readonly from: number;
  until: number;
}

const Muting = z.object({
  channel: z.string(),
  mute: z.object({ since: z.number(), until: z.number() }).nullable(),
});

/** How long a decision may be on its way before it is written. */
const onItsWay = 300_000;
const clocksDiffer = 60_000;

export class MuteBook {
  readonly #spans = new Map<string, Span[]>();
  readonly #given = new Map<string, number>();

  /** The channel that this write mutes, if it does. */
  note({ audit }: Commit, now: number): string | undefined {
    if (audit?.action !== 'mute_channel') return undefined;
    const { channel, mute } = Muting.parse(JSON.parse(audit.after));
    const spans = this.#spans.get(channel) ?? [];
    this.#spans.set(channel, spans);
    const last = spans.at(-1);
    if (last !== undefined) last.until = Math.min(last.until, now);
    if (mute === null) return undefined;
    spans.push({ from: now, until: mute.until - beginning });
    this.#given.set(channel, mute.until - mute.since);
    return channel;
  }

  /** For how long it was muted, the last time. */
  given(channel: ChannelName): number {
    return this.#given.get(channel) ?? 0;
  }

  /** Whether a decision that is written now was made while the channel was muted. A mute is no secret to it: both write the state row. */
  at(channel: string, now: number): 'muted' | 'perhaps' | 'open' {
    const spans = this.#spans.get(channel) ?? [];
    if (spans.some(({ from, until }) => from <= now && until > now + clocksDiffer)) return 'muted';
    return spans.some(({ from, until }) => from <= now && until > now - onItsWay) ? 'perhaps' : 'open';
  }

  since(channel: string, at: number): boolean {
    return (this.#spans.get(channel) ?? []).some(({ until }) => until > at - onItsWay);
  }

  /** For so long before and after. */
  surely(channel: string, now: number, before: number, after: number): boolean {
    return (this.#spans.get(channel) ?? []).some(
      ({ from, until }) => from < now - before && until > now + after,
    );
  }
}
