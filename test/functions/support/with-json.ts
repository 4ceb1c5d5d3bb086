/** Lists and the status write their JSON themselves, everything else leaves that to the library: a test reads both as `jsonBody`. */
import type { HttpResponseInit } from '@azure/functions';

export const withJson = (answer: HttpResponseInit): HttpResponseInit =>
  typeof answer.body === 'string' && answer.body.startsWith('{')
    ? { ...answer, jsonBody: JSON.parse(answer.body) }
    : answer;
