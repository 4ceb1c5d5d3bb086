-- The attendance tables and the shift rule. Safe to run again: existing tables and data stay.
-- For SQL Server 2017 and later, Azure SQL and Babelfish. Run with sqlcmd -b, or any tool that understands GO.

IF OBJECT_ID(N'dbo.Karyawan', N'U') IS NULL
CREATE TABLE dbo.Karyawan (
  Nik nvarchar(10) NOT NULL CONSTRAINT PK_Karyawan PRIMARY KEY,
  Nomor int NOT NULL CONSTRAINT UQ_Karyawan_Nomor UNIQUE,
  Nama nvarchar(100) NOT NULL,
  -- PAGI, MALAM, or one of two groups that alternate between both every Monday: ROTASI_0, ROTASI_1
  Kelompok nvarchar(10) NOT NULL
);
GO
IF OBJECT_ID(N'dbo.Shift', N'U') IS NULL
CREATE TABLE dbo.Shift (
  Kode nvarchar(12) NOT NULL CONSTRAINT PK_Shift PRIMARY KEY,
  Nama nvarchar(50) NOT NULL,
  -- minutes from midnight of the workday; over 1440 when the shift ends on the next day
  MenitMasuk int NOT NULL,
  MenitPulang int NOT NULL,
  MenitIstirahat int NOT NULL
);
GO
IF OBJECT_ID(N'dbo.Libur', N'U') IS NULL
CREATE TABLE dbo.Libur (
  Tanggal date NOT NULL CONSTRAINT PK_Libur PRIMARY KEY,
  Nama nvarchar(100) NOT NULL
);
GO
IF OBJECT_ID(N'dbo.Cuti', N'U') IS NULL
CREATE TABLE dbo.Cuti (
  Nik nvarchar(10) NOT NULL,
  Tanggal date NOT NULL,
  CONSTRAINT PK_Cuti PRIMARY KEY (Nik, Tanggal)
);
GO
-- Punches, in local wall-clock time (Asia/Jakarta).
IF OBJECT_ID(N'dbo.Absensi', N'U') IS NULL
CREATE TABLE dbo.Absensi (
  Nik nvarchar(10) NOT NULL,
  Waktu datetime2(0) NOT NULL,
  -- When the punch reached the database, in UTC; unknown for those from before the column existed.
  Diterima datetime2(3) NULL CONSTRAINT DF_Absensi_Diterima DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT PK_Absensi PRIMARY KEY (Nik, Waktu)
);
GO
IF COL_LENGTH(N'dbo.Absensi', N'Diterima') IS NULL
ALTER TABLE dbo.Absensi
ADD Diterima datetime2(3) NULL CONSTRAINT DF_Absensi_Diterima DEFAULT (SYSUTCDATETIME());
GO
-- So that dbo.spJamkerjaPending reads only what is new.
IF NOT EXISTS (
  SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'dbo.Absensi') AND name = N'IX_Absensi_Diterima'
)
CREATE INDEX IX_Absensi_Diterima ON dbo.Absensi (Diterima);
GO
-- The result of dbo.spJamkerja: one row per employee and day.
IF OBJECT_ID(N'dbo.JamKerja', N'U') IS NULL
CREATE TABLE dbo.JamKerja (
  Nik nvarchar(10) NOT NULL,
  Tanggal date NOT NULL,
  Masuk datetime2(0) NULL,
  Pulang datetime2(0) NULL,
  MenitKerja int NOT NULL,
  MenitTerlambat int NOT NULL,
  MenitLembur int NOT NULL,
  -- HADIR, TERLAMBAT, TIDAK_LENGKAP, ALPA, CUTI, LIBUR, LEMBUR_LIBUR
  Status nvarchar(20) NOT NULL,
  CONSTRAINT PK_JamKerja PRIMARY KEY (Tanggal, Nik)
);
GO
IF NOT EXISTS (SELECT 1 FROM dbo.Shift)
INSERT INTO dbo.Shift (Kode, Nama, MenitMasuk, MenitPulang, MenitIstirahat)
VALUES
  (N'PAGI', N'Sif pagi 08:00-17:00', 480, 1020, 60),
  (N'MALAM', N'Sif malam 22:00-06:00', 1320, 1800, 60),
  (N'SABTU_PAGI', N'Sabtu pagi 08:00-13:00', 480, 780, 0),
  (N'SABTU_MALAM', N'Sabtu malam 22:00-03:00', 1320, 1620, 0);
GO
-- The shift of a group on a day; on a Sunday or holiday, its usual times. @hari counts days from Monday
-- 2000-01-03, so that @hari % 7 is 5 on a Saturday and 6 on a Sunday, and @hari / 7 is the week.
DROP FUNCTION IF EXISTS dbo.fnShift;
GO
CREATE FUNCTION dbo.fnShift (@kelompok nvarchar(10), @hari int)
RETURNS nvarchar(12)
AS
BEGIN
  DECLARE @malam int = CASE
    WHEN @kelompok = N'MALAM' THEN 1
    WHEN @kelompok = N'ROTASI_0' AND (@hari / 7) % 2 = 0 THEN 1
    WHEN @kelompok = N'ROTASI_1' AND (@hari / 7) % 2 = 1 THEN 1
    ELSE 0
  END;
  RETURN CONCAT(
    CASE WHEN @hari % 7 = 5 THEN N'SABTU_' ELSE N'' END,
    CASE WHEN @malam = 1 THEN N'MALAM' ELSE N'PAGI' END);
END;
GO
