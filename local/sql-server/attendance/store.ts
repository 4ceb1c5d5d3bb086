/** The attendance database, in a SQLite file or in memory. Each public method is one short transaction. */
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { dayToDate, secondsFromMidnight, wallClock } from './calendar.ts';
import { holidays } from './holidays.ts';
import { sampleDay, sampleEmployees, type Employee } from './sample.ts';
import { createTables } from './schema.ts';
import { shifts } from './shifts.ts';

export interface ResultRow {
  readonly nik: string;
  readonly date: string;
  readonly firstIn: string | null;
  readonly lastOut: string | null;
  readonly minutesWorked: number;
  readonly minutesLate: number;
  readonly minutesOvertime: number;
  readonly status: string;
}

export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly declaredType: string | null }[];
  readonly rows: readonly (readonly SQLOutputValue[])[];
}

const insertPunch = 'INSERT OR IGNORE INTO Absensi (Nik, Waktu, Diterima) VALUES (?, ?, ?)';
/** A punch of the sample arrives at once; its time is that of Jakarta. */
const jakarta = 7 * 3_600;

export class AttendanceStore {
  readonly employees: readonly Employee[] = sampleEmployees();
  readonly #database: DatabaseSync;
  /** Asked for each employee and day of each run, so prepared once. */
  readonly #punches: StatementSync;
  readonly #leave: StatementSync;
  readonly #holidays: ReadonlySet<string> = new Set(holidays.map(({ date }) => date));

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: 5000 });
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    createTables(this.#database);
    this.#punches = this.#database.prepare(
      'SELECT Waktu FROM Absensi WHERE Nik = ? AND Waktu >= ? AND Waktu < ? ORDER BY Waktu',
    );
    this.#leave = this.#database.prepare('SELECT 1 FROM Cuti WHERE Nik = ? AND Tanggal = ?');
    this.#atomically(() => this.#fillMasterData());
  }

  close(): void {
    this.#database.close();
  }

  isHoliday(date: string): boolean {
    return this.#holidays.has(date);
  }

  /** Creates leave and punches for the days that have none yet. */
  seed(fromDay: number, toDay: number): void {
    this.#atomically(() => {
      const mark = this.#database.prepare('INSERT OR IGNORE INTO SampelTerisi VALUES (?)');
      const leave = this.#database.prepare('INSERT OR IGNORE INTO Cuti VALUES (?, ?)');
      const punch = this.#database.prepare(insertPunch);
      for (let day = fromDay; day <= toDay; day++) {
        if (mark.run(dayToDate(day)).changes === 0) continue;
        this.#seedDay(day, leave, punch);
      }
    });
  }

  /** `arrived` in UTC, as `YYYY-MM-DD HH:MM:SS`. */
  addPunches(nik: string, day: number, seconds: readonly number[], arrived: string): void {
    this.#atomically(() => {
      const punch = this.#database.prepare(insertPunch);
      for (const second of seconds) punch.run(nik, wallClock(day, second), arrived);
    });
  }

  /** The punches that arrived between two instants, both in UTC and included. */
  arrivals(from: string, until: string): readonly { readonly nik: string; readonly time: string }[] {
    return this.#database
      .prepare('SELECT Nik, Waktu FROM Absensi WHERE Diterima >= ? AND Diterima <= ?')
      .all(from, until)
      .map((row) => ({ nik: String(row['Nik']), time: String(row['Waktu']) }));
  }

  /** Punches within a part of the workday, in seconds from its midnight. */
  punches(nik: string, day: number, fromMinute: number, untilMinute: number): readonly number[] {
    return this.#punches
      .all(nik, wallClock(day, fromMinute * 60), wallClock(day, untilMinute * 60))
      .map((row) => secondsFromMidnight(day, String(row['Waktu'])));
  }

  isOnLeave(nik: string, date: string): boolean {
    return this.#leave.get(nik, date) !== undefined;
  }

  /** Replaces the results of the range, all or nothing. */
  replaceResults(awal: string, akhir: string, rows: readonly ResultRow[]): void {
    this.#atomically(() => {
      this.#database.prepare('DELETE FROM JamKerja WHERE Tanggal BETWEEN ? AND ?').run(awal, akhir);
      const insert = this.#database.prepare('INSERT INTO JamKerja VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
      for (const row of rows) {
        const { nik, date, firstIn, lastOut, minutesWorked, minutesLate, minutesOvertime, status } = row;
        insert.run(nik, date, firstIn, lastOut, minutesWorked, minutesLate, minutesOvertime, status);
      }
    });
  }

  /** Runs a SELECT in SQLite's dialect; throws SQLite's errors. */
  query(sql: string): QueryResult {
    const statement = this.#database.prepare(sql);
    const columns = statement.columns().map(({ name, type }) => ({ name, declaredType: type }));
    // Read by position, because T-SQL allows two columns of the same name.
    statement.setReturnArrays(true);
    const rows: readonly (readonly SQLOutputValue[])[] = statement.all().map((row) => Object.values(row));
    return { columns, rows };
  }

  #fillMasterData(): void {
    const employee = this.#database.prepare('INSERT OR REPLACE INTO Karyawan VALUES (?, ?, ?, ?)');
    for (const { nik, number, name, group } of this.employees) employee.run(nik, number, name, group);
    const shift = this.#database.prepare('INSERT OR REPLACE INTO Shift VALUES (?, ?, ?, ?, ?)');
    for (const { code, name, start, end, breakMinutes } of shifts) {
      shift.run(code, name, start, end, breakMinutes);
    }
    const holiday = this.#database.prepare('INSERT OR REPLACE INTO Libur VALUES (?, ?)');
    for (const { date, name } of holidays) holiday.run(date, name);
  }

  #seedDay(day: number, leave: StatementSync, punch: StatementSync): void {
    const date = dayToDate(day);
    const holiday = this.isHoliday(date);
    for (const employee of this.employees) {
      const { onLeave, punches } = sampleDay(employee, day, holiday);
      if (onLeave) leave.run(employee.nik, date);
      for (const second of punches)
        punch.run(employee.nik, wallClock(day, second), wallClock(day, second - jakarta));
    }
  }

  #atomically(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
