/** What `npm run doctor` takes on its command line. */
import { parseArgs } from 'node:util';
import { findingWords, type Language } from '../../src/api/findings/finding-words.ts';

export interface DoctorArguments {
  /** Instead of the settings. */
  readonly connection: string | undefined;
  readonly language: Language;
  readonly json: boolean;
}

export const usage = `npm run doctor -- [--connection "Server=…;Database=…;…"] [--language en|id] [--json]

Checks the connection to SQL Server, and what a run needs there. Executes and changes nothing.
Takes the settings of local.settings.json and the environment, as npm start does.
Exit code: 0 good or doubtful, 1 wrong, 2 usage.`;

/** Throws with what was expected. Never repeats a value: it may be a connection string. */
export function readArguments(args: readonly string[]): DoctorArguments {
  const { values } = parseKnown(args);
  const language = (['en', 'id'] as const).find((each) => each === values.language);
  if (language === undefined) throw new Error('--language: expected en or id');
  if (values.connection?.trim() === '')
    throw new Error('--connection is empty: expected a connection string');
  return { connection: values.connection, language, json: values.json };
}

function parseKnown(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        connection: { type: 'string' },
        language: { type: 'string', default: 'en' satisfies keyof typeof findingWords },
        json: { type: 'boolean', default: false },
      },
    });
  } catch {
    // The error of parseArgs repeats what was given.
    throw new Error(
      'an argument was not understood: expected --connection "…", --language or --json. A connection string stands in double quotes',
    );
  }
}
