/** English: findings about the procedure, its parameters and rights, the lock and the clock. */
import type { FindingWords } from './finding-words.ts';

export const procedureInEnglish = {
  procedure_found: ({ procedure }) => ({ message: `Procedure ${procedure} exists.` }),
  procedure_synonym: ({ procedure, base }) => ({
    message: `${procedure} is a synonym for ${base}; the parameters there were not checked.`,
    remedy: 'Set PROCEDURE_NAME to the procedure itself, so that it can be checked.',
  }),
  procedure_missing: ({ procedure, database, similar, databases }) => ({
    message: [
      `Database ${database} has no procedure ${procedure}, or this login may not see it.`,
      ...(similar.length === 0 ? [] : [`There is ${similar.join(', ')}.`]),
      ...(databases.length === 0 ? [] : [`The database ${databases.join(', ')} has it.`]),
    ].join(' '),
    remedy: `Correct PROCEDURE_NAME or SQL_DATABASE. If both are right: GRANT EXECUTE ON OBJECT::${procedure} TO the login of this app.`,
  }),
  procedure_other_kind: ({ procedure, kind }) => ({
    message: `${procedure} is not a procedure, but a ${kind}.`,
    remedy: 'Set PROCEDURE_NAME to a stored procedure.',
  }),
  parameter_fits: ({ parameter, type }) => ({ message: `${parameter} is ${type}, as expected.` }),
  parameter_time: ({ parameter, type }) => ({
    message: `${parameter} is ${type}: a date arrives as midnight at the beginning of that day.`,
    remedy:
      'If the procedure compares times with the last day (for example BETWEEN), that day is left out. Declare the parameter as date, or let the procedure compare with < the day after.',
  }),
  parameter_text: ({ parameter, type }) => ({
    message: `${parameter} is ${type}: a date arrives as text such as 2026-11-26.`,
    remedy:
      'With SET DATEFORMAT dmy, datetime reads such a text as year-day-month. Declare the parameter as date.',
  }),
  parameter_type_wrong: ({ parameter, type }) => ({
    message: `${parameter} is ${type}, which cannot take a date.`,
    remedy:
      'Declare the parameter as date, or correct PROCEDURE_START_PARAMETER and PROCEDURE_END_PARAMETER.',
  }),
  parameter_missing: ({ parameter, setting, declared }) => ({
    message: `The procedure has no parameter ${parameter}. It has ${declared.length === 0 ? 'none' : declared.join(', ')}.`,
    remedy: `Set ${setting} to the name of the right one, without @.`,
  }),
  parameter_optional: ({ parameter }) => ({ message: `${parameter} is not sent; its default applies.` }),
  parameter_extra: ({ parameter }) => ({
    message: `${parameter} is not sent. Whether it has a default cannot be seen with this login.`,
    remedy: 'If it has none, every run fails with error 201: give it a default (= value), or remove it.',
  }),
  parameter_required: ({ parameter }) => ({
    message: `${parameter} has no default, and the app does not send it: every run would fail with error 201.`,
    remedy:
      'Give it a default (= value) in the procedure, or write a procedure of two parameters that calls this one.',
  }),
  parameters_reversed: ({ first, second }) => ({
    message: `The procedure declares ${first} before ${second}, but ${second} is sent as the first day.`,
    remedy:
      'They are sent by name, so the order does no harm. Check only that PROCEDURE_START_PARAMETER names the first day and PROCEDURE_END_PARAMETER the last.',
  }),
  execute_granted: ({ procedure }) => ({ message: `This login may execute ${procedure}.` }),
  execute_denied: ({ procedure, user }) => ({
    message: `${user} may not execute ${procedure}.`,
    remedy: `As the administrator: GRANT EXECUTE ON OBJECT::${procedure} TO [${user}]. A DENY takes precedence.`,
  }),
  pending_granted: ({ procedure }) => ({
    message: `This login may execute ${procedure}, which tells of late input.`,
  }),
  pending_denied: ({ procedure, user }) => ({
    message: `${user} may not execute ${procedure}: nobody tells of late input.`,
    remedy: `As the administrator: GRANT EXECUTE ON OBJECT::${procedure} TO [${user}].`,
  }),
  pending_missing: ({ procedure, database }) => ({
    message: `Database ${database} has no procedure ${procedure}, or this login may not see it: nobody tells of late input.`,
    remedy: `Correct PENDING_PROCEDURE, or create the procedure and GRANT EXECUTE ON OBJECT::${procedure} TO the login of this app.`,
  }),
  lock_free: ({ lock }) => ({
    message: `The application lock "${lock}" is free, and this login may take it.`,
  }),
  lock_own: ({ lock }) => ({
    message: `The run in progress holds the application lock "${lock}", as it should.`,
  }),
  lock_held: ({ lock }) => ({
    message: `Another session holds the application lock "${lock}": a run waits until it is free.`,
    remedy:
      'Find out who runs the procedure: another copy of this app, or a run that continued after its process had ended. The administrator sees it in sys.dm_tran_locks (resource_type APPLICATION).',
  }),
  lock_denied: ({ user }) => ({
    message: `${user} may not execute sp_getapplock, which keeps two runs apart: no run would start.`,
    remedy:
      'Remove the DENY on sp_getapplock and sp_releaseapplock; by default every login may execute them.',
  }),
  clock_agrees: ({ seconds }) => ({
    message: `The clock of the server agrees with the app's (${seconds} s).`,
  }),
  clock_differs: ({ seconds }) => ({
    message: `The clock of the server is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the app's.`,
    remedy:
      "Synchronise both clocks. Runs start by the app's; timestamps written by the procedure follow the server's.",
  }),
  zone_agrees: ({ offset }) => ({ message: `The server is in the zone of the schedule (UTC${offset}).` }),
  zone_unused: ({ offset, expected }) => ({
    message: `The server is at UTC${offset} and the schedule at UTC${expected}; the procedure does not ask the server for the time.`,
  }),
  zone_differs: ({ offset, expected }) => ({
    message: `The server is at UTC${offset}, the schedule at UTC${expected}.`,
    remedy:
      'The dates of a run come from the schedule. Only if the procedure uses GETDATE() or the like does it see another time, around midnight another day.',
  }),
  settings_wrong: ({ problems }) => ({
    message: `${problems.join('; ')}.`,
    remedy: 'Correct the setting. Runs do not need it; what it belongs to is left off until then.',
  }),
  unanswered: ({ question, reason }) => ({
    message: `The server did not answer ${question}: ${reason}`,
    remedy: 'The check goes on without it. If runs work, nothing needs to be done.',
  }),
} satisfies Partial<FindingWords>;
