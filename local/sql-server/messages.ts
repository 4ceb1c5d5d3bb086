/** The SQL Server error numbers, classes and texts (sys.messages) that the stand-in uses. */
import { SqlError } from './tds/sql-error.ts';
import type { SqlMessage } from './tds/tokens.ts';

const message = (number: number, severity: number, state: number, text: string): SqlMessage => ({
  number,
  class: severity,
  state,
  message: text,
});

const error = (number: number, severity: number, state: number, text: string): SqlError =>
  new SqlError(message(number, severity, state, text));

export const loginFailed = (user: string): SqlMessage =>
  message(18456, 14, 1, `Login failed for user '${user}'.`);

export const syntaxError = (near: string): SqlError => error(102, 15, 1, `Incorrect syntax near '${near}'.`);
export const keywordError = (keyword: string): SqlError =>
  error(156, 15, 1, `Incorrect syntax near the keyword '${keyword}'.`);
export const undeclaredVariable = (name: string): SqlError =>
  error(137, 15, 2, `Must declare the scalar variable "${name}".`);
export const unknownFunction = (name: string): SqlError =>
  error(195, 15, 10, `'${name}' is not a recognized built-in function name.`);
export const unknownColumn = (name: string): SqlError => error(207, 16, 1, `Invalid column name '${name}'.`);
export const unknownTable = (name: string): SqlError => error(208, 16, 1, `Invalid object name '${name}'.`);
export const unknownProcedure = (name: string): SqlError =>
  error(2812, 16, 62, `Could not find stored procedure '${name}'.`);

export const executeDenied = (procedure: string, database: string): SqlError =>
  error(
    229,
    14,
    5,
    `The EXECUTE permission was denied on the object '${procedure}', database '${database}', schema 'dbo'.`,
  );

export const parameterMissing = (procedure: string, parameter: string): SqlError =>
  error(
    201,
    16,
    4,
    `Procedure or function '${procedure}' expects parameter '${parameter}', which was not supplied.`,
  );
export const tooManyParameters = (procedure: string): SqlError =>
  error(8144, 16, 2, `Procedure or function ${procedure} has too many arguments specified.`);
export const unknownParameter = (procedure: string, parameter: string): SqlError =>
  error(8145, 16, 1, `${parameter} is not a parameter for procedure ${procedure}.`);
export const conversionFailed = (from: string, to: string): SqlError =>
  error(8114, 16, 5, `Error converting data type ${from} to ${to}.`);
export const typeClash = (from: string, to: string): SqlError =>
  error(206, 16, 2, `Operand type clash: ${from} is incompatible with ${to}`);

export const lockOptionUnknown = (option: string, parameter: string): SqlError =>
  error(15600, 15, 1, `An invalid parameter or option was specified: '${option}' for '${parameter}'.`);
export const transactionNeeded = (): SqlError =>
  error(3918, 16, 1, 'The statement or function must be executed in the context of a user transaction.');
export const lockNotHeld = (principal: string, resource: string): SqlError =>
  error(
    1223,
    16,
    1,
    `Cannot release the application lock (Database Principal: '${principal}', Resource: '${resource}') because it is not currently held.`,
  );

/** As THROW sends it: any number from 50000, class 16. */
export const thrown = (number: number, text: string, procedure: string, line: number): SqlError =>
  new SqlError({ ...message(number, 16, 1, text), procedure, line });

/** As RAISERROR(N'%s', 0, 1, …) WITH NOWAIT sends it. */
export const progressMessage = (text: string, procedure: string, line: number): SqlMessage => ({
  ...message(50000, 0, 1, text),
  procedure,
  line,
});

/** As PRINT sends it. */
export const printed = (text: string): SqlMessage => message(0, 0, 1, text);

export const openTransactionLeft = (before: number, after: number): SqlMessage =>
  message(
    266,
    16,
    2,
    `Transaction count after EXECUTE indicates a mismatching number of BEGIN and COMMIT statements. Previous count = ${before}, current count = ${after}.`,
  );

/** Texts for errors that tests inject by number only. */
const wellKnown: Readonly<Record<number, readonly [severity: number, state: number, text: string]>> = {
  547: [16, 0, 'The INSERT statement conflicted with the FOREIGN KEY constraint "FK_Absensi_Karyawan".'],
  1205: [
    13,
    51,
    'Transaction (Process ID 51) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
  ],
  1222: [16, 45, 'Lock request time out period exceeded.'],
  2627: [14, 1, "Violation of PRIMARY KEY constraint 'PK_JamKerja'. Cannot insert duplicate key."],
  3621: [0, 0, 'The statement has been terminated.'],
  4060: [11, 1, 'Cannot open database "Absensi" requested by the login. The login failed.'],
  8134: [16, 1, 'Divide by zero error encountered.'],
  9002: [17, 4, "The transaction log for database 'Absensi' is full due to 'LOG_BACKUP'."],
  10928: [20, 1, 'Resource ID: 1. The request limit for the database is 60 and has been reached.'],
  18456: [14, 1, "Login failed for user 'app'."],
  40501: [20, 1, 'The service is currently busy. Retry the request after 10 seconds.'],
  40613: [17, 1, "Database 'Absensi' on server 'stand-in' is not currently available."],
};

export function messageFor(number: number): SqlMessage {
  const [severity, state, text] = wellKnown[number] ?? [16, 1, `Error ${number}, injected by a test.`];
  return message(number, severity, state, text);
}
