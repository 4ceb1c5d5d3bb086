/** The findings as text for a terminal, in one language. */
import type { Language } from '../../src/api/findings/finding-words.ts';
import type { FindingView, PreflightView } from '../../src/api/schemas/preflight-schemas.ts';
import { escapeHidden } from '../../src/core/hidden-characters.ts';
import type { Level } from '../../src/core/preflight/finding.ts';

interface ReportWords {
  readonly levels: Readonly<Record<Level, string>>;
  readonly checking: (target: PreflightView['target']) => string;
  readonly standIn: string;
  readonly results: Readonly<Record<Level, string>>;
}

const words: Readonly<Record<Language, ReportWords>> = {
  en: {
    levels: { good: 'good', doubtful: 'doubtful', wrong: 'WRONG' },
    checking: ({ server, database, login, procedure }) =>
      `Checked ${server}, database ${database}, as ${login}, for ${procedure}.`,
    standIn:
      'Neither local.settings.json nor the environment names a server (SQL_SERVER or SQL_CONNECTION_STRING): this is the SQL Server stand-in for development.',
    results: {
      good: 'Everything is fine: a run can execute the procedure.',
      doubtful: 'Nothing is wrong, but check the doubtful points.',
      wrong: 'No run can succeed until what is WRONG is corrected.',
    },
  },
  id: {
    levels: { good: 'baik', doubtful: 'meragukan', wrong: 'SALAH' },
    checking: ({ server, database, login, procedure }) =>
      `Yang diperiksa: ${server}, basis data ${database}, sebagai ${login}, untuk ${procedure}.`,
    standIn:
      'Baik local.settings.json maupun variabel lingkungan tidak menyebut server (SQL_SERVER atau SQL_CONNECTION_STRING): ini server tiruan untuk pengembangan.',
    results: {
      good: 'Semuanya beres: eksekusi dapat menjalankan prosedur.',
      doubtful: 'Tidak ada yang salah, tetapi periksa yang meragukan.',
      wrong: 'Tidak ada eksekusi yang akan berhasil sebelum yang SALAH diperbaiki.',
    },
  },
};

export function report(view: PreflightView, language: Language, onStandIn: boolean): string {
  const { levels, checking, standIn, results } = words[language];
  const line = ({ level, message, remedy }: FindingView): readonly string[] => [
    `  ${levels[level].padEnd(9)}  ${message[language]}`,
    ...(remedy === null ? [] : [`             → ${remedy[language]}`]),
  ];
  return [
    ...(onStandIn ? [standIn] : []),
    checking(view.target),
    '',
    ...view.findings.flatMap(line),
    '',
    results[view.level],
  ]
    .map(escapeHidden)
    .join('\n');
}
