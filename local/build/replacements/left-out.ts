/**
 * For parts that only an option would use that the app never sets: of nodemailer the names of mail providers, signatures
 * (DKIM), logins with OAuth and contents from the web, of the identity library the browser for a login.
 */
export default function leftOut(): never {
  throw new Error(
    'this part of a library was left out of the build, because the app did not use it: see local/build/replaced-parts.ts',
  );
}
