/** Handlers of questions, which get their parameters or their body as the schema gives them. */
import type { HttpResponseInit } from '@azure/functions';
import { largestDocumentBody } from '../api/error-codes.ts';
import type { Output, Schema } from '../api/parse-request.ts';
import type { Refusal } from '../api/refusals.ts';
import type { Call, Handler } from './http.ts';
import { readBody, readQuery } from './read-request.ts';

export function query<S extends Schema>(
  schema: S,
  answer: (call: Call, parameters: Output<S>) => Promise<HttpResponseInit | Refusal>,
): Handler {
  return async (call) => {
    const parameters = readQuery(call.request, schema);
    return parameters.kind === 'refused' ? parameters : answer(call, parameters.value);
  };
}

/** A question that needs a body: a whole schedule document. */
export function bodyQuery<S extends Schema>(
  schema: S,
  answer: (call: Call, body: Output<S>) => Promise<HttpResponseInit | Refusal>,
): Handler {
  return async (call) => {
    const body = await readBody(call.request, schema, largestDocumentBody);
    return body.kind === 'refused' ? body : answer(call, body.value);
  };
}
