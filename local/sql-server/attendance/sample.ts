/**
 * The sample: 300 employees, and for each employee and day the leave and punches, computed only from the
 * employee's number and the day's number. local/sql/02-sample.sql does the same arithmetic, so change
 * both together.
 */
import { weekdayOf } from './calendar.ts';
import { shiftOf, sunday, type Group } from './shifts.ts';

export interface Employee {
  readonly nik: string;
  readonly number: number;
  readonly name: string;
  readonly group: Group;
}

export const employeeCount = 300;

const firstNames =
  'Adi Agus Ayu Bambang Budi Citra Dewi Dian Eko Fitri Hendra Indah Joko Kartika Lestari Made Nur Putri Rina Siti';
const lastNames =
  'Gunawan Hidayat Kurniawan Lubis Maharani Nugroho Permana Pratama Rahayu Santoso Saputra Setiawan Siregar Utami Wijaya';

export const sampleNames = { first: firstNames.split(' '), last: lastNames.split(' ') } as const;

export function sampleEmployees(): readonly Employee[] {
  return Array.from({ length: employeeCount }, (_, index) => {
    const number = index + 1;
    const first = sampleNames.first[index % 20] ?? '';
    const last = sampleNames.last[Math.floor(index / 20)] ?? '';
    return {
      nik: `K${String(number).padStart(4, '0')}`,
      number,
      name: `${first} ${last}`,
      group: groupOf(number),
    };
  });
}

function groupOf(number: number): Group {
  if (number % 10 === 3) return 'MALAM';
  if (number % 10 === 5) return 'ROTASI_0';
  return number % 10 === 0 ? 'ROTASI_1' : 'PAGI';
}

const modulus = 2_147_483_647n;

/** 0 … 2147483646. Squaring twice makes neighbours differ; every product stays below 2^63, T-SQL's bigint. */
export function chance(employee: number, day: number, purpose: number): number {
  const mixed = (BigInt(employee) * 7919n + BigInt(day) * 104_729n + BigInt(purpose) * 1_299_709n) % modulus;
  const once = (mixed * mixed + 40_692n) % modulus;
  return Number((once * once + 69_621n) % modulus);
}

/** What chance() decides: a number for each purpose. */
const purpose = {
  leave: 1,
  absence: 2,
  workOnDayOff: 3,
  arrival: 4,
  arrivalMinutes: 5,
  departure: 6,
  departureMinutes: 7,
  missing: 8,
  double: 9,
  arrivalSecond: 10,
  departureSecond: 11,
} as const;

export interface SampleDay {
  readonly onLeave: boolean;
  /** Seconds from midnight of the day, ascending. */
  readonly punches: readonly number[];
}

export function sampleDay(employee: Employee, day: number, holiday: boolean): SampleDay {
  const draw = (why: number, outOf: number): number => chance(employee.number, day, why) % outOf;
  if (holiday || weekdayOf(day) === sunday) {
    // A rotating employee's Sunday night shift would reach into Monday's window.
    const mayWork = !(weekdayOf(day) === sunday && employee.group.startsWith('ROTASI'));
    const works = mayWork && draw(purpose.workOnDayOff, 100) < 4;
    return { onLeave: false, punches: works ? punches(employee, day, draw) : [] };
  }
  if (draw(purpose.leave, 1000) < 15) return { onLeave: true, punches: [] };
  if (draw(purpose.absence, 1000) < 12) return { onLeave: false, punches: [] };
  return { onLeave: false, punches: punches(employee, day, draw) };
}

type Draw = (why: number, outOf: number) => number;

function punches(employee: Employee, day: number, draw: Draw): readonly number[] {
  const shift = shiftOf(employee.group, day);
  const arrival = (shift.start + arrivalOffset(draw)) * 60 + draw(purpose.arrivalSecond, 60);
  const departure = (shift.end + departureOffset(draw)) * 60 + draw(purpose.departureSecond, 60);
  const missing = draw(purpose.missing, 1000);
  const double = draw(purpose.double, 100);
  const made: number[] = [];
  if (missing >= 15) {
    made.push(arrival);
    if (double < 6) made.push(arrival + 90);
  }
  if (missing < 15 || missing >= 40) {
    made.push(departure);
    if (double >= 6 && double < 10) made.push(departure + 45);
  }
  return made;
}

function arrivalOffset(draw: Draw): number {
  const kind = draw(purpose.arrival, 100);
  const minutes = draw(purpose.arrivalMinutes, 75);
  if (kind < 82) return -(minutes % 26);
  return kind < 96 ? 1 + (minutes % 45) : 46 + minutes;
}

function departureOffset(draw: Draw): number {
  const kind = draw(purpose.departure, 100);
  const minutes = draw(purpose.departureMinutes, 180);
  if (kind < 75) return minutes % 20;
  return kind < 92 ? 30 + minutes : -5 - (minutes % 90);
}
