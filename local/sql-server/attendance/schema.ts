/** The stand-in's tables. SQLite keeps SQL Server's column types as declared, and results are typed by them. */
import type { DatabaseSync } from 'node:sqlite';

export const tableNames = [
  'Karyawan',
  'Shift',
  'Libur',
  'Cuti',
  'Absensi',
  'SampelTerisi',
  'JamKerja',
] as const;

const schema = `
CREATE TABLE IF NOT EXISTS Karyawan (
  Nik nvarchar(10) NOT NULL PRIMARY KEY, Nomor int NOT NULL UNIQUE, Nama nvarchar(100) NOT NULL,
  Kelompok nvarchar(10) NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS Shift (
  Kode nvarchar(12) NOT NULL PRIMARY KEY, Nama nvarchar(50) NOT NULL, MenitMasuk int NOT NULL,
  MenitPulang int NOT NULL, MenitIstirahat int NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS Libur (Tanggal date NOT NULL PRIMARY KEY, Nama nvarchar(100) NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS Cuti (
  Nik nvarchar(10) NOT NULL, Tanggal date NOT NULL, PRIMARY KEY (Nik, Tanggal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS Absensi (
  Nik nvarchar(10) NOT NULL, Waktu datetime2(0) NOT NULL, Diterima datetime2(0),
  PRIMARY KEY (Nik, Waktu)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS SampelTerisi (Tanggal date NOT NULL PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS JamKerja (
  Nik nvarchar(10) NOT NULL, Tanggal date NOT NULL, Masuk datetime2(0), Pulang datetime2(0),
  MenitKerja int NOT NULL, MenitTerlambat int NOT NULL, MenitLembur int NOT NULL, Status nvarchar(20) NOT NULL,
  PRIMARY KEY (Tanggal, Nik)) WITHOUT ROWID;
`;

export function createTables(database: DatabaseSync): void {
  database.exec(schema);
  // A file of an earlier version has no such column.
  const columns = database.prepare("SELECT name FROM pragma_table_info('Absensi')").all();
  if (!columns.some((row) => row['name'] === 'Diterima'))
    database.exec('ALTER TABLE Absensi ADD COLUMN Diterima datetime2(0)');
  database.exec('CREATE INDEX IF NOT EXISTS IX_Absensi_Diterima ON Absensi (Diterima)');
}
