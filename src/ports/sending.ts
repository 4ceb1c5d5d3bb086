/** The port through which notices and pings leave. */
import type { ChannelName, ChannelSetting, SendResult } from '../core/notices/channel.ts';
import type { Message } from '../core/notices/describe-notice.ts';
import type { Notice } from '../core/notices/notice.ts';

/** One notice for one channel. */
export interface Outgoing {
  readonly channel: ChannelName;
  /** Its id is the same at each repetition, and the receiver is told it. */
  readonly notice: Notice;
  /** In the language of the channel. */
  readonly message: Message;
}

/** A sign of life for the dead-man's switch outside. */
export interface Ping {
  readonly kind: 'start' | 'success' | 'fail';
  readonly runId: string;
}

/** Sends to the outside. Expected failures are results; it gives up after 10 s, or when the signal aborts. */
export interface Notifier {
  /** Those that are configured; empty loads nothing. */
  readonly channels: readonly ChannelSetting[];
  send(outgoing: Outgoing, signal: AbortSignal): Promise<SendResult>;
  /** Whether a ping URL is configured. */
  readonly pings: boolean;
  ping(ping: Ping, signal: AbortSignal): Promise<SendResult>;
}
