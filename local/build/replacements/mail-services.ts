/** For nodemailer's list of mail providers, which it asks for the option `service`: the app names a host. */
export default function wellKnown(service: unknown): never {
  throw new Error(`this build of nodemailer does not know the service ${String(service)}: give host and port`);
}
