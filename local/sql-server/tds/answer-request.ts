/** Runs one request and completes its response message, whatever happens. */
import { RequestContext, type SessionControl } from './context.ts';
import type { SqlRequest } from './requests.ts';
import type { ResponseWriter } from './response-writer.ts';
import type { RunningRequest } from './running-request.ts';
import type { TdsService } from './server.ts';
import { SqlError } from './sql-error.ts';
import { doneFlag, doneToken, type SqlMessage } from './tokens.ts';

const endsSession = 20;

/** Hangs up after an error so severe that SQL Server would end the session. */
export async function answerRequest(
  request: SqlRequest,
  session: SessionControl,
  running: RunningRequest,
  writer: ResponseWriter,
  service: TdsService,
): Promise<'go-on' | 'hang-up'> {
  const context = new RequestContext(session, running, writer, request.kind === 'rpc');
  let severest = 0;
  try {
    await service.execute(request, context).catch((error: unknown) => {
      running.signal.throwIfAborted();
      const sent = messagesOf(error, service);
      severest = Math.max(...sent.map((message) => message.class));
      context.sendErrors(sent);
    });
    context.finish();
  } catch (error) {
    if (running.abortCause === undefined) throw error;
    writer.write(doneToken(doneFlag.error));
  }
  writer.end();
  return severest >= endsSession ? 'hang-up' : 'go-on';
}

function messagesOf(error: unknown, service: TdsService): readonly SqlMessage[] {
  if (error instanceof SqlError) return error.sent;
  service.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = `The SQL Server stand-in failed: ${String(error)}`;
  return [{ number: 50000, class: endsSession, state: 1, message }];
}
