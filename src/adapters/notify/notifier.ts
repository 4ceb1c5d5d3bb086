/** Sends notices and pings. Each kind of channel is loaded when something is sent through it for the first time. */
import type { SendResult } from '../../core/notices/channel.ts';
import type { Clock } from '../../ports.ts';
import type { Notifier, Outgoing } from '../../ports/sending.ts';
import type { NotifySettings } from './notify-settings.ts';

/** Of one try, in milliseconds. */
const longestTry = 10_000;

const unconfigured = () => Promise.reject(new Error('nothing is configured to send through'));

/** While nothing is configured. */
export const noChannels: Notifier = { channels: [], send: unconfigured, pings: false, ping: unconfigured };

export function createNotifier(
  settings: NotifySettings,
  job: string,
  clock: Clock,
  limit = longestTry,
): Notifier {
  const { channels, ping: address, rules } = settings;
  return {
    channels,
    send: (outgoing, signal) =>
      contained(signal, limit, (within) => send(settings, job, clock, outgoing, within)),
    pings: address !== undefined,
    ping: (ping, signal) =>
      contained(signal, limit, async (within) => {
        if (address === undefined) return notConfigured;
        const { sendPing } = await import('./ping.ts');
        return sendPing(address, rules, ping, clock.now(), within);
      }),
  };
}

const notConfigured: SendResult = { kind: 'refused', problem: 'this channel is not configured any more' };

/** A defect is a result as well, without its words: they may quote an address. */
async function contained(
  signal: AbortSignal,
  limit: number,
  sendWithin: (signal: AbortSignal) => Promise<SendResult>,
): Promise<SendResult> {
  try {
    return await sendWithin(AbortSignal.any([signal, AbortSignal.timeout(limit)]));
  } catch (error) {
    return { kind: 'retry', problem: `unexpected ${error instanceof Error ? error.name : typeof error}` };
  }
}

async function send(
  settings: NotifySettings,
  job: string,
  clock: Clock,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<SendResult> {
  const { email, slack, teams, webhook, rules } = settings;
  switch (outgoing.channel) {
    case 'email':
      return email === undefined ? notConfigured : sendEmail(email, outgoing, signal);
    case 'slack': {
      if (slack === undefined) return notConfigured;
      const { sendToSlack } = await import('./slack.ts');
      return sendToSlack(slack, rules, outgoing, clock.now(), signal);
    }
    case 'teams': {
      if (teams === undefined) return notConfigured;
      const { sendToTeams } = await import('./teams.ts');
      return sendToTeams(teams, rules, outgoing, clock.now(), signal);
    }
    case 'webhook': {
      if (webhook === undefined) return notConfigured;
      const { sendToWebhook } = await import('./webhook.ts');
      return sendToWebhook(webhook, rules, job, outgoing, clock.now(), signal);
    }
  }
}

async function sendEmail(
  email: NonNullable<NotifySettings['email']>,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<SendResult> {
  const { route } = email;
  switch (route.kind) {
    case 'acs': {
      const { sendByAcs } = await import('./acs-email.ts');
      return sendByAcs(email, route, outgoing, signal);
    }
    case 'smtp': {
      const { sendBySmtp } = await import('./smtp-email.ts');
      return sendBySmtp(email, route.server, outgoing, signal);
    }
  }
}
