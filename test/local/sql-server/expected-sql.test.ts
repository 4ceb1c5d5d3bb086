import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { holidays } from '../../../local/sql-server/attendance/holidays.ts';
import { dayTotalsQuery, expectedSql } from '../../../local/sql-server/attendance/expected-sql.ts';
import { chance, sampleEmployees, sampleNames } from '../../../local/sql-server/attendance/sample.ts';
import { shifts } from '../../../local/sql-server/attendance/shifts.ts';
import { connect, jamKerja, start } from './connect.ts';

const folder = path.join(import.meta.dirname, '../../../local/sql');
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

/** Eid with Nyepi, a change of year, and two ordinary days; each contains Sundays and rotations. */
const ranges = [
  { awal: '2026-03-16', akhir: '2026-03-30' },
  { awal: '2026-12-23', akhir: '2027-01-06' },
  { awal: '2026-11-22', akhir: '2026-11-23' },
];

describe('local/sql agrees with the stand-in', () => {
  test("the script for a real SQL Server contains the stand-in's current results", async () => {
    const standIn = await start();
    const pool = await connect(standIn);
    for (const { awal, akhir } of ranges) await jamKerja(pool, awal, akhir).execute('dbo.spJamkerja');
    const totals = standIn.query(dayTotalsQuery).map((row) => ({
      date: String(row['Tanggal']),
      status: String(row['Status']),
      employees: Number(row['Orang']),
      minutesWorked: Number(row['Kerja']),
      minutesLate: Number(row['Terlambat']),
      minutesOvertime: Number(row['Lembur']),
      firstIns: Number(row['Masuk']),
      lastOuts: Number(row['Pulang']),
    }));
    const statuses = new Set(totals.map(({ status }) => status));
    expect(statuses.size, 'every status occurs, or the script would prove too little').toBe(7);
    await expect(expectedSql(ranges, totals)).toMatchFileSnapshot(path.join(folder, '04-expected.sql'));
  });

  test('on the holidays', () => {
    const inSql = [...read('02-sample.sql').matchAll(/\('(\d{4})(\d\d)(\d\d)', N'([^']+)'\)/g)];
    expect(inSql.map(([, year, month, day, name]) => ({ date: `${year}-${month}-${day}`, name }))).toEqual(
      holidays,
    );
  });

  test('on the names', () => {
    const inSql = [...read('02-sample.sql').matchAll(/\((\d+), N'([^']+)'\)/g)].map(([, , name]) => name);
    expect(inSql).toEqual([...sampleNames.first, ...sampleNames.last]);
  });

  test('on the shifts', () => {
    const inSql = [...read('01-schema.sql').matchAll(/\(N'(\w+)', N'([^']+)', (\d+), (\d+), (\d+)\)/g)];
    expect(inSql.map(([, ...values]) => values)).toEqual(
      shifts.map(({ code, name, start: begin, end, breakMinutes }) => [
        code,
        name,
        String(begin),
        String(end),
        String(breakMinutes),
      ]),
    );
  });
});

describe('the sample', () => {
  test('has the same groups as the scripts', () => {
    const sizes = Map.groupBy(sampleEmployees(), ({ group }) => group);
    expect([...sizes].map(([group, { length }]) => [group, length])).toEqual([
      ['PAGI', 210],
      ['MALAM', 30],
      ['ROTASI_0', 30],
      ['ROTASI_1', 30],
    ]);
  });

  test('draws fixed numbers, so that a day is the same on every machine', () => {
    expect([chance(1, 0, 1), chance(300, 9822, 11), chance(3, 36_523, 4)]).toMatchInlineSnapshot(`
      [
        1156873740,
        1576879165,
        831957960,
      ]
    `);
  });

  test('draws evenly enough that no kind of day is missing or dominates', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let employee = 1; employee <= 300; employee++) {
      for (let day = 9800; day < 9830; day++) {
        const tenth = chance(employee, day, 4) % 10;
        tenths[tenth] = (tenths[tenth] ?? 0) + 1;
      }
    }
    for (const count of tenths) expect(Math.abs(count - 900)).toBeLessThan(150);
  });
});
