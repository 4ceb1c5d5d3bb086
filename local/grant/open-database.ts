/** One connection to the database of the procedure, with a Microsoft Entra token; a failed login keeps its number. */
import type { config, Request } from 'mssql';

export interface Database {
  /** Executes the statements; what the server prints goes to `say`. */
  readonly run: (statements: string, say: (line: string) => void) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What mssql's types leave out. */
type Driver = config & { readonly beforeConnect: (connection: NodeJS.EventEmitter) => void };

/** The error of a login has no number of its own: the driver tells it in an event before. */
export class LoginError extends Error {
  readonly number: number | undefined;
  constructor(cause: unknown, number: number | undefined) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.number = number;
  }
}

export async function openDatabase(options: config): Promise<Database> {
  const { default: sql } = await import('mssql');
  let number: number | undefined;
  const driver: Driver = {
    // A paused database answers at once; a busy gateway may take its time.
    connectionTimeout: 60_000,
    requestTimeout: 60_000,
    ...options,
    pool: { max: 1 },
    beforeConnect: (connection) => {
      connection.on('errorMessage', (token: { readonly number: number }) => {
        number = token.number;
      });
    },
  };
  const pool = new sql.ConnectionPool(driver);
  try {
    await pool.connect();
  } catch (error) {
    await pool.close();
    throw new LoginError(error, number);
  }
  return {
    run: async (statements, say) => {
      const request: Request = pool.request();
      request.on('info', ({ message }: { readonly message: string }) => say(message));
      await request.batch(statements);
    },
    close: () => pool.close(),
  };
}
