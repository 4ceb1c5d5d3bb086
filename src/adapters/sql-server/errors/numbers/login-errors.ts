/** The login is refused, and stays refused until somebody changes it. */
import { always, rows } from './rows.ts';

export const loginErrors = [
  // Also follows the error that made the login fail (4060, for one), and would point at the password.
  ...rows({ ...always('access', 'login_refused'), consequence: true }, [
    [18456, 'SQL Server', 'login failed'],
  ]),
  ...rows(always('access', 'windows_login'), [
    [17806, 'SQL Server', 'the handshake for Windows authentication failed'],
    [18450, 'SQL Server', 'the login is not one of a trusted connection'],
    [18452, 'SQL Server', 'a Windows login, or a server that accepts Windows logins only'],
    [40607, 'SQL Server', 'Azure SQL knows no Windows logins'],
  ]),
  ...rows(always('access', 'login_blocked'), [
    [18463, 'SQL Server', 'the password cannot be used at this time'],
    [18464, 'SQL Server', 'the password does not meet the policy: too short'],
    [18465, 'SQL Server', 'the password does not meet the policy: too long'],
    [18466, 'SQL Server', 'the password does not meet the policy: too simple'],
    [18467, 'SQL Server', 'the password does not meet the requirements of the filter'],
    [18468, 'SQL Server', 'the password was refused'],
    [18470, 'SQL Server', 'the login is disabled'],
    [18471, 'SQL Server', 'the login may not change its password'],
    [18486, 'SQL Server', 'the login is locked'],
    [18487, 'SQL Server', 'the password has expired'],
    [18488, 'SQL Server', 'the password must be changed'],
  ]),
  ...rows(always('access', 'firewall'), [
    [40615, 'SQL Server', 'the firewall of Azure SQL refuses the address'],
    [40635, 'SQL Server', 'the address is blocked for a while'],
    [40914, 'SQL Server', 'the rules for virtual networks refuse the client'],
    [47073, 'SQL Server', 'the server can be reached by its private endpoint only'],
  ]),
  ...rows(always('access', 'server_name'), [
    [40531, 'SQL Server', 'the name of the server cannot be determined'],
    [40532, 'SQL Server', 'the server does not exist, or refuses the login'],
  ]),
  ...rows(always('access', 'encryption_required'), [
    [17835, 'SQL Server', 'the server accepts encrypted connections only'],
  ]),
  ...rows(always('access', 'tls_refused'), [
    [47072, 'SQL Server', 'the version of TLS is below the minimum of the server'],
  ]),
  ...rows(always('access', 'missing_database'), [
    [4062, 'SQL Server', 'the default database of the user cannot be opened; master is used'],
    [4063, 'SQL Server', 'the database cannot be opened; the default database is used'],
    [4064, 'SQL Server', 'the default database of the user cannot be opened'],
    [911, 'SQL Server', 'the database does not exist', { executing: 'contract' }],
    [942, 'SQL Server', 'the database is offline'],
    [40636, 'SQL Server', 'the name of the database is reserved'],
  ]),
  ...rows(always('access', 'missing_user'), [
    [916, 'SQL Server', 'the login may not use this database'],
    [15517, 'SQL Server', 'the user of EXECUTE AS does not exist or may not be used'],
  ]),
  ...rows(always('access', 'free_limit'), [
    [42119, 'SQL Server', 'the free amount of this month is used up'],
  ]),
  ...rows(always('access'), [
    [17828, 'SQL Server', 'the first packet of the login is invalid'],
    [17832, 'SQL Server', 'the packet of the login is invalid'],
    [17836, 'SQL Server', 'the length of a packet is wrong'],
    [17892, 'SQL Server', 'a logon trigger refused the login'],
    [18482, 'SQL Server', 'the remote server is not defined'],
    [18483, 'SQL Server', 'the remote login is not defined'],
    [18485, 'SQL Server', 'remote logins are not configured'],
    [40852, 'SQL Server', 'only a security-enabled connection string is accepted'],
  ]),
];
