/**
 * Writes local/sql/04-expected.sql: the stand-in's results for some ranges, as a script that fails on a real SQL
 * Server with different results. A test keeps the file up to date.
 */
import type { DateRange } from './spjamkerja.ts';

export interface DayTotals {
  readonly date: string;
  readonly status: string;
  readonly employees: number;
  readonly minutesWorked: number;
  readonly minutesLate: number;
  readonly minutesOvertime: number;
  /** Seconds from midnight of the day, summed. */
  readonly firstIns: number;
  readonly lastOuts: number;
}

/** In SQLite's dialect; the script has the same SELECT in T-SQL. */
export const dayTotalsQuery = `
SELECT Tanggal, Status, COUNT(*) AS Orang, SUM(MenitKerja) AS Kerja, SUM(MenitTerlambat) AS Terlambat,
  SUM(MenitLembur) AS Lembur,
  COALESCE(SUM(unixepoch(Masuk) - unixepoch(Tanggal)), 0) AS Masuk,
  COALESCE(SUM(unixepoch(Pulang) - unixepoch(Tanggal)), 0) AS Pulang
FROM JamKerja GROUP BY Tanggal, Status ORDER BY Tanggal, Status`;

const compact = (date: string): string => date.replaceAll('-', '');

export function expectedSql(ranges: readonly DateRange[], totals: readonly DayTotals[]): string {
  const rows = totals.map((day) => {
    const numbers = [
      day.employees,
      day.minutesWorked,
      day.minutesLate,
      day.minutesOvertime,
      day.firstIns,
      day.lastOuts,
    ];
    return `  ('${compact(day.date)}', N'${day.status}', ${numbers.join(', ')})`;
  });
  const runs = ranges.map(
    ({ awal, akhir }) =>
      `EXEC dbo.spJamkerja @awal = '${compact(awal)}', @akhir = '${compact(akhir)}';\nINSERT INTO @rentang (Awal, Akhir) VALUES ('${compact(awal)}', '${compact(akhir)}');`,
  );
  return script(runs.join('\n'), valueLists(rows));
}

/** SQL Server takes at most 1000 rows in one VALUES. */
function valueLists(rows: readonly string[]): string {
  const most = 500;
  const lists: string[] = [];
  for (let at = 0; at < rows.length; at += most) {
    lists.push(`INSERT INTO @harap VALUES\n${rows.slice(at, at + most).join(',\n')};`);
  }
  return lists.join('\n');
}

const script = (
  runs: string,
  values: string,
): string => `-- Written by test/local/sql-server/expected-sql.test.ts; do not edit.
-- Runs dbo.spJamkerja on the sample of 02-sample.sql and compares its results with the stand-in's
-- (local/sql-server). If they differ it shows the rows and fails with error 50010. Run with sqlcmd -b.
SET NOCOUNT ON;
DECLARE @rentang TABLE (Awal date NOT NULL, Akhir date NOT NULL);
DECLARE @harap TABLE (
  Tanggal date NOT NULL, Status nvarchar(20) NOT NULL, Orang int NOT NULL, Kerja int NOT NULL,
  Terlambat int NOT NULL, Lembur int NOT NULL, Masuk int NOT NULL, Pulang int NOT NULL
);
DECLARE @ada TABLE (
  Tanggal date NOT NULL, Status nvarchar(20) NOT NULL, Orang int NOT NULL, Kerja int NOT NULL,
  Terlambat int NOT NULL, Lembur int NOT NULL, Masuk int NOT NULL, Pulang int NOT NULL
);
DECLARE @beda TABLE (
  Apa nvarchar(10) NOT NULL, Tanggal date NOT NULL, Status nvarchar(20) NOT NULL, Orang int NOT NULL,
  Kerja int NOT NULL, Terlambat int NOT NULL, Lembur int NOT NULL, Masuk int NOT NULL, Pulang int NOT NULL
);
${runs}
${values}

INSERT INTO @ada
SELECT j.Tanggal, j.Status, COUNT(*) AS Orang, SUM(j.MenitKerja) AS Kerja, SUM(j.MenitTerlambat) AS Terlambat,
  SUM(j.MenitLembur) AS Lembur,
  COALESCE(SUM(DATEDIFF(second, CAST(j.Tanggal AS datetime2(0)), j.Masuk)), 0) AS Masuk,
  COALESCE(SUM(DATEDIFF(second, CAST(j.Tanggal AS datetime2(0)), j.Pulang)), 0) AS Pulang
FROM dbo.JamKerja AS j
WHERE EXISTS (SELECT 1 FROM @rentang AS r WHERE j.Tanggal BETWEEN r.Awal AND r.Akhir)
GROUP BY j.Tanggal, j.Status;

INSERT INTO @beda
SELECT beda.* FROM (
  SELECT N'expected' AS Apa, h.* FROM (SELECT * FROM @harap EXCEPT SELECT * FROM @ada) AS h
  UNION ALL
  SELECT N'computed' AS Apa, a.* FROM (SELECT * FROM @ada EXCEPT SELECT * FROM @harap) AS a
) AS beda;

IF EXISTS (SELECT 1 FROM @beda)
BEGIN
  SELECT * FROM @beda ORDER BY Tanggal, Status, Apa;
  THROW 50010, N'dbo.spJamkerja computes different results from the stand-in: see the rows above.', 1;
END;
PRINT N'dbo.spJamkerja computes the same results as the stand-in.';
GO
`;
