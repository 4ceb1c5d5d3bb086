/**
 * For what only an option would use that the app never sets: in nodemailer the names of mail providers, signatures (DKIM),
 * logins with OAuth and contents from the web; in the SQL driver logins with NTLM and connection strings.
 */
export default function leftOut(): never {
  throw new Error(
    'this part of a library was left out of the build, because the app did not use it: see local/build/replaced-parts.ts',
  );
}

export const parse = leftOut;
/** What a connection string may contain. The driver adds its own to it while it is loaded. */
export const MSSQL_SCHEMA = {};
