/** The SQL_* settings as variables: their formats and defaults, and what holds between those about encryption. */
import { z } from 'zod';
import { flag, mustHold, secondsIn, wholeNumberIn } from '../../core/settings/environment.ts';
import { seconds } from '../../core/time/time.ts';

const Variables = z.object({
  SQL_SERVER: z.string({ error: 'expected the name of the server, such as example.database.windows.net' }),
  SQL_PORT: wholeNumberIn(1, 65_535).optional(),
  SQL_DATABASE: z
    .string({ error: 'expected the name of the database' })
    .trim()
    .regex(/^[^;=\p{Cc}]{1,128}$/u, { error: 'expected only the name of the database' }),
  SQL_AUTHENTICATION: z.string().optional(),
  SQL_USER: z.string().trim().optional(),
  SQL_PASSWORD: z.string().optional(),
  SQL_CLIENT_ID: z
    .guid({ error: 'expected the client id of a user-assigned managed identity, a GUID' })
    .optional(),
  SQL_ENCRYPT: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(['true', 'false', 'strict'], { error: 'expected true, false or strict' }))
    .default('true'),
  SQL_TRUST_SERVER_CERTIFICATE: flag.default(false),
  SQL_HOST_NAME_IN_CERTIFICATE: z
    .string()
    .trim()
    .regex(/^(?:\*\.)?[\p{L}\p{N}_.-]{1,255}$/u, { error: 'expected a host name, as the certificate has it' })
    .optional(),
  SQL_MULTI_SUBNET_FAILOVER: flag.default(false),
  SQL_LANGUAGE: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{M}_]{1,128}$/u, {
      error:
        'expected a language of SQL Server in one word, such as us_english or British (sys.syslanguages lists them)',
    })
    .optional(),
  SQL_CONNECT_TIMEOUT_SECONDS: secondsIn(0.1, 300).default(seconds(15)),
  SQL_APPLOCK_NAME: z.string().max(255, { error: 'expected at most 255 characters' }).optional(),
  SQL_XACT_ABORT: flag.default(false),
});

export const sqlNames: readonly string[] = Object.keys(Variables.shape);

/** TDS 8 ignores the trust, and somebody who relies on it would look for the fault elsewhere. */
export const sqlEnvironment = (labelOf: (name: string) => string = (name) => name) =>
  mustHold(Variables, ['SQL_ENCRYPT', 'SQL_TRUST_SERVER_CERTIFICATE'], (values) => {
    if (!values.SQL_TRUST_SERVER_CERTIFICATE || values.SQL_ENCRYPT !== 'strict') return undefined;
    const encrypt = labelOf('SQL_ENCRYPT');
    return `${labelOf('SQL_TRUST_SERVER_CERTIFICATE')} is true but ${encrypt} is strict, which always verifies the certificate: expected ${encrypt}=true, or no trust`;
  });
