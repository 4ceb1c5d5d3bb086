/** The settings of the app for a server on this machine that speaks without encryption: the stand-in, or one of a test. */
export interface Account {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export const variablesFor = ({ port, user, password }: Account) => ({
  SQL_SERVER: '127.0.0.1',
  SQL_PORT: String(port),
  SQL_DATABASE: 'Attendance',
  SQL_USER: user,
  SQL_PASSWORD: password,
  SQL_ENCRYPT: 'false',
});
