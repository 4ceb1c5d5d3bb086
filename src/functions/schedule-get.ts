import { ScheduleQuery } from '../api/schemas/query-parameters.ts';
import { readSchedule } from '../operations/queries/read-schedule.ts';
import { found } from './conditional.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';

export const handle: Handler = async (call) => {
  const query = readQuery(call.request, ScheduleQuery);
  return query.kind === 'answered'
    ? query.response
    : found(call, await readSchedule(call.world, query.value));
};
