/** English: findings on the way to the server, and about the server itself. */
import type { FindingWords } from './finding-words.ts';

export const connectionInEnglish = {
  name_resolved: ({ host, addresses, ms }) => ({
    message: `${host} resolves to ${addresses.join(', ')} (${ms} ms).`,
  }),
  address_given: ({ host }) => ({ message: `${host} is an address; there is no name to resolve.` }),
  name_unknown: ({ host, reason, ms }) => ({
    message: `The name ${host} cannot be resolved (${reason} after ${ms} ms).`,
    remedy:
      'Check the spelling of SQL_SERVER. If other machines know the name, this one uses another DNS server or lacks the VPN; the full name (with its domain) or the IP address often helps.',
  }),
  instance_found: ({ instance, port, ms }) => ({
    message: `SQL Server Browser says that instance ${instance} listens on port ${port} (${ms} ms).`,
  }),
  instance_silent: ({ instance, host, ms }) => ({
    message: `SQL Server Browser on ${host} did not answer within ${ms} ms, so the port of instance ${instance} is unknown.`,
    remedy:
      'Start the service SQL Server Browser there and let the firewall admit UDP 1434; or give the instance a fixed TCP port, and write it as SQL_SERVER=host,port without the instance.',
  }),
  instance_unlisted: ({ instance, instances }) => ({
    message: `SQL Server Browser knows no instance ${instance}. It knows ${listed(instances)}.`,
    remedy:
      'Correct the part of SQL_SERVER after the backslash. The default instance has no name: write the host alone.',
  }),
  instance_without_tcp: ({ instance }) => ({
    message: `Instance ${instance} is running, but TCP/IP is disabled for it.`,
    remedy:
      'Enable TCP/IP in SQL Server Configuration Manager (SQL Server Network Configuration, Protocols), then restart the instance.',
  }),
  port_open: ({ address, port, ms }) => ({
    message: `${address} accepts connections on port ${port} (${ms} ms).`,
  }),
  port_refused: ({ host, port, ms }) => ({
    message: `${host} is reachable, but nothing listens on port ${port} (refused after ${ms} ms).`,
    remedy:
      'Check that SQL Server is running, that TCP/IP is enabled in SQL Server Configuration Manager, and that it listens on this port (SQL_PORT). SQL Server Express is installed with TCP/IP off and a port that changes.',
  }),
  port_silent: ({ host, port, ms }) => ({
    message: `${host} did not answer on port ${port} within ${ms} ms.`,
    remedy:
      'Most often a firewall drops the packets: let it admit this machine on that TCP port. For Azure SQL, add this address to the firewall of the server, or use the private endpoint. Also check the VPN.',
  }),
  port_unreachable: ({ host, port, reason }) => ({
    message: `${host}, port ${port}, cannot be reached (${reason}).`,
    remedy: 'Check the network, the VPN and the route to the server.',
  }),
  logged_in: ({ login, user, ms }) => ({
    message: `Logged in as ${login}, in the database as ${user} (${ms} ms).`,
  }),
  login_failed: refused('The login failed'),
  login_unanswered: ({ message }) => ({
    message: `The port accepts connections, but nothing there answered as SQL Server does: ${message}`,
    remedy:
      'Check the port (SQL_PORT): another program may listen there, or a gateway may accept connections for a server that is down. A SQL Server that is starting, paused or overloaded behaves so too: then try again.',
  }),
  login_powerful: ({ login, role }) => ({
    message: `${login} is a member of ${role}, which is far more than a run needs.`,
    remedy: 'Use a dedicated login that may only EXECUTE the procedure: docs/your-server.md has the script.',
  }),
  encrypted: ({ strict }) => ({
    message: strict
      ? 'The connection is encrypted with TDS 8 (strict), and the certificate was verified.'
      : 'The connection is encrypted, and the certificate was verified.',
  }),
  encrypted_unverified: ({ host }) => ({
    message: `The connection is encrypted, but the certificate was not verified, so another server could pose as ${host}.`,
    remedy:
      'For production, install a certificate that this app trusts, and remove SQL_TRUST_SERVER_CERTIFICATE (TrustServerCertificate).',
  }),
  unencrypted_local: ({ host }) => ({
    message: `The connection is not encrypted; ${host} is this machine.`,
  }),
  unencrypted: ({ host }) => ({
    message: `The connection to ${host} is not encrypted: password and data can be read on the way.`,
    remedy: 'Remove SQL_ENCRYPT=false (Encrypt=False). A server without a certificate creates its own.',
  }),
  encryption_failed: refused('The encrypted connection could not be established'),
  server_known: ({ product, version, edition }) => ({
    message: `${product}, version ${version}, ${edition}.`,
  }),
  server_old: ({ product, version }) => ({
    message: `${product}, version ${version}, is older than SQL Server 2012, the oldest that is known to work.`,
    remedy: 'Watch the first runs closely, and plan an upgrade.',
  }),
  server_other: ({ product }) => ({
    message: `The app does not know this kind of server: ${product}`,
    remedy: 'Watch the first runs closely: cancelling, locks and error numbers may behave differently.',
  }),
  database_open: ({ database }) => ({ message: `Database ${database} is open and can be written to.` }),
  database_system: ({ database }) => ({
    message: `${database} is a system database.`,
    remedy: 'Set SQL_DATABASE (Database) to the one that holds the procedure.',
  }),
  database_read_only: ({ database }) => ({
    message: `Database ${database} is read-only here, so the procedure cannot write its results.`,
    remedy:
      'If it is a readable replica: use the listener or the primary server, without ApplicationIntent=ReadOnly. Otherwise ask the administrator why it is read-only.',
  }),
  database_failed: refused('The login was accepted, but the database cannot be used'),
  session_options: ({ language, date_format, first_day, isolation }) => ({
    message: `Session: language ${language}, date format ${date_format}, first day of the week ${first_day} (1 is Monday), isolation level ${isolation}.`,
  }),
} satisfies Partial<FindingWords>;

function refused(what: string) {
  return ({ message, remedy }: { readonly message: string; readonly remedy: string }) => ({
    message: `${what}: ${message}`,
    remedy,
  });
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none at all' : names.join(', '));
