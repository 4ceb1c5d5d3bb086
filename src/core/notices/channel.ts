/** The channels that notices are sent through: what decides who gets which notice when. No address, no secret. */
import { z } from 'zod';
import type { DurationMs } from '../time/time.ts';

export const ChannelName = z.enum(['email', 'slack', 'teams', 'webhook']);
export type ChannelName = z.infer<typeof ChannelName>;

/** The least one first. */
export const Severity = z.enum(['info', 'warning', 'critical']);
export type Severity = z.infer<typeof Severity>;

export const atLeast = (severity: Severity, least: Severity): boolean =>
  Severity.options.indexOf(severity) >= Severity.options.indexOf(least);

export const NoticeLanguage = z.enum(['en', 'id']);
export type NoticeLanguage = z.infer<typeof NoticeLanguage>;

/** Minutes since midnight on the wall clock of the schedule. `to` before `from` is on the next day. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

export interface ChannelSetting {
  readonly name: ChannelName;
  /** How it is reached, for people: a service or a host, never a path, a user or a token. */
  readonly via: string;
  /** Of the address with its secrets: it differs once somebody changes one of them. */
  readonly addressHash: string;
  readonly leastSeverity: Severity;
  readonly language: NoticeLanguage;
  readonly quietHours?: QuietHours | undefined;
  /** A failure is told after this many in a row, and its end after as many successes. */
  readonly afterFailures: number;
  readonly afterSuccesses: number;
}

/** What became of one try. `problem` is for people: it never holds a secret. */
export type SendResult =
  /** Perhaps not to everybody: then `problem` says to whom not. It is not repeated. */
  | { readonly kind: 'delivered'; readonly problem?: string | undefined }
  /** Later; `after` is what the receiver asked for. */
  | { readonly kind: 'retry'; readonly problem: string; readonly after?: DurationMs | undefined }
  /** A repetition would have the same answer. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** 410: the receiver wants nothing any more. */
  | { readonly kind: 'gone'; readonly problem: string };

/** What a channel said to a test. */
export interface Tested {
  readonly channel: ChannelName;
  readonly result: SendResult;
}
