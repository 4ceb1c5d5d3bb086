/** E-mail through Azure Communication Services, with the app's managed identity. */
import { EmailClient, type EmailClientOptions } from '@azure/communication-email';
import { ManagedIdentityCredential } from '@azure/identity';
import type { SendResult } from '../../core/notices/channel.ts';
import { uuidOf } from '../../core/run/run-id.ts';
import { seconds } from '../../core/time/time.ts';
import type { Outgoing } from '../../ports/sending.ts';
import { emailContent } from './email-content.ts';
import type { EmailRoute, EmailSettings } from './email-settings.ts';

type AcsRoute = Extract<EmailRoute, { readonly kind: 'acs' }>;
type Credential = ConstructorParameters<typeof EmailClient>[1];

const identity = ({ clientId }: AcsRoute): ManagedIdentityCredential =>
  clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });

/** How long until it may know more of an e-mail that it has taken. */
const again = seconds(60);

export async function sendByAcs(
  { from, to }: EmailSettings,
  route: AcsRoute,
  { notice, message }: Outgoing,
  signal: AbortSignal,
  credential: Credential = identity(route),
  options: EmailClientOptions = {},
): Promise<SendResult> {
  // The outbox repeats.
  const client = new EmailClient(route.endpoint.href, credential, {
    ...options,
    retryOptions: { maxRetries: 0 },
  });
  const email = {
    senderAddress: from,
    content: emailContent(message, notice.id),
    recipients: { to: to.map((address) => ({ address })) },
    disableUserEngagementTracking: true,
  };
  // With the same id at each repetition, so that the service sends it once.
  const operation = { operationId: uuidOf(notice.id), updateIntervalInMs: 1_000, abortSignal: signal };
  let taken = false;
  try {
    const poller = await client.beginSend(email, operation);
    taken = true;
    await poller.pollUntilDone({ abortSignal: signal });
    return { kind: 'delivered' };
  } catch (error) {
    if (signal.aborted) {
      return taken
        ? { kind: 'retry', problem: 'the service has the e-mail, but has not sent it yet', after: again }
        : { kind: 'retry', problem: 'no answer in time' };
    }
    return judge(error);
  }
}

function judge(error: unknown): SendResult {
  const { name, message, statusCode, response }: ServiceError = error instanceof Error ? error : {};
  const [failed, why] =
    /^The long-running operation has failed(?:\. ([A-Za-z]{1,60})\b)?/.exec(message ?? '') ?? [];
  if (failed !== undefined) {
    return {
      kind: 'refused',
      problem: `the service took the e-mail and failed to send it (${why ?? 'no reason'})`,
    };
  }
  const problem = `the service answered ${String(statusCode)}${codeOf(error)}`;
  switch (statusCode) {
    case undefined:
      return {
        kind: 'retry',
        problem: /Authentication|Credential/.test(name ?? '')
          ? 'the managed identity got no token'
          : `the connection failed${codeOf(error)}`,
      };
    case 409:
      return { kind: 'delivered', problem: 'an earlier try had already handed it over' };
    case 400:
    case 413:
      return { kind: 'refused', problem };
    default: {
      const wait = Number(response?.headers?.get('retry-after') ?? Number.NaN);
      return { kind: 'retry', problem, ...(wait > 0 ? { after: seconds(wait) } : {}) };
    }
  }
}

/** As much of the SDK's errors as is read here. */
interface ServiceError {
  readonly name?: string;
  readonly message?: string;
  readonly statusCode?: number;
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

/** A word of the service's own; messages may quote addresses. */
function codeOf(error: unknown): string {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Za-z_]{1,60}$/.test(code) ? ` (${code})` : '';
}
