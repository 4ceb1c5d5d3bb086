/** The schemas of all requests, and the refusal that one of them must give. */
import { parseRequest } from '../../src/api/parse-request.ts';
import type { InvalidRequest } from '../../src/api/refusals.ts';
import { NoParameters, RunsQuery } from '../../src/api/schemas/query-parameters.ts';
import {
  CancelRequest,
  ForceExecuteRequest,
  SetIntervalRequest,
  StartRequest,
  StopRequest,
} from '../../src/api/schemas/requests.ts';

export type Schema = Parameters<typeof parseRequest>[0];

const all: Readonly<Record<string, Schema>> = {
  StartRequest,
  StopRequest,
  ForceExecuteRequest,
  SetIntervalRequest,
  CancelRequest,
  RunsQuery,
  NoParameters,
};
export const schemas = Object.entries(all);

/** Throws when the request is taken. */
export function refusal(schema: Schema, input: unknown): InvalidRequest {
  const parsed = parseRequest(schema, input);
  if (parsed.kind === 'parsed') throw new Error(`was taken as ${JSON.stringify(parsed.value)}`);
  return parsed;
}
