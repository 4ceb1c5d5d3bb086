-- Sample data: 300 employees, the public holidays, and a procedure that invents the leave and punches of any day,
-- computed only from the employee's and the day's number. local/sql-server/attendance/sample.ts does the same
-- arithmetic, so change both together. Never run this on a real attendance database.

IF OBJECT_ID(N'dbo.SampelTerisi', N'U') IS NULL
CREATE TABLE dbo.SampelTerisi (
  Tanggal date NOT NULL CONSTRAINT PK_SampelTerisi PRIMARY KEY
);
GO
-- 2026 as decreed; for 2027 the lunar holidays are computed and may be a day off.
INSERT INTO dbo.Libur (Tanggal, Nama)
SELECT baru.Tanggal, baru.Nama
FROM (VALUES
  ('20260101', N'Tahun Baru 2026'),
  ('20260116', N'Isra Mikraj'),
  ('20260217', N'Tahun Baru Imlek 2577'),
  ('20260319', N'Hari Suci Nyepi'),
  ('20260321', N'Idul Fitri 1447 H'),
  ('20260322', N'Idul Fitri 1447 H'),
  ('20260403', N'Wafat Yesus Kristus'),
  ('20260405', N'Paskah'),
  ('20260501', N'Hari Buruh'),
  ('20260514', N'Kenaikan Yesus Kristus'),
  ('20260527', N'Idul Adha 1447 H'),
  ('20260531', N'Hari Raya Waisak'),
  ('20260601', N'Hari Lahir Pancasila'),
  ('20260616', N'Tahun Baru Islam 1448 H'),
  ('20260817', N'Hari Kemerdekaan'),
  ('20260825', N'Maulid Nabi'),
  ('20261225', N'Hari Natal'),
  ('20270101', N'Tahun Baru 2027'),
  ('20270105', N'Isra Mikraj'),
  ('20270206', N'Tahun Baru Imlek 2578'),
  ('20270308', N'Hari Suci Nyepi'),
  ('20270310', N'Idul Fitri 1448 H'),
  ('20270311', N'Idul Fitri 1448 H'),
  ('20270326', N'Wafat Yesus Kristus'),
  ('20270328', N'Paskah'),
  ('20270501', N'Hari Buruh'),
  ('20270506', N'Kenaikan Yesus Kristus'),
  ('20270517', N'Idul Adha 1448 H'),
  ('20270520', N'Hari Raya Waisak'),
  ('20270601', N'Hari Lahir Pancasila'),
  ('20270606', N'Tahun Baru Islam 1449 H'),
  ('20270815', N'Maulid Nabi'),
  ('20270817', N'Hari Kemerdekaan'),
  ('20271225', N'Hari Natal')
) AS baru (Tanggal, Nama)
WHERE NOT EXISTS (SELECT 1 FROM dbo.Libur AS ada WHERE ada.Tanggal = baru.Tanggal);
GO
INSERT INTO dbo.Karyawan (Nik, Nomor, Nama, Kelompok)
SELECT
  CONCAT(N'K', RIGHT(CONCAT(N'000', n.Nomor), 4)),
  n.Nomor,
  CONCAT(d.Nama, N' ', b.Nama),
  CASE n.Nomor % 10
    WHEN 3 THEN N'MALAM'
    WHEN 5 THEN N'ROTASI_0'
    WHEN 0 THEN N'ROTASI_1'
    ELSE N'PAGI'
  END
FROM (VALUES
    (0, N'Adi'), (1, N'Agus'), (2, N'Ayu'), (3, N'Bambang'), (4, N'Budi'), (5, N'Citra'), (6, N'Dewi'),
    (7, N'Dian'), (8, N'Eko'), (9, N'Fitri'), (10, N'Hendra'), (11, N'Indah'), (12, N'Joko'),
    (13, N'Kartika'), (14, N'Lestari'), (15, N'Made'), (16, N'Nur'), (17, N'Putri'), (18, N'Rina'),
    (19, N'Siti')
  ) AS d (Urutan, Nama)
  CROSS JOIN (VALUES
    (0, N'Gunawan'), (1, N'Hidayat'), (2, N'Kurniawan'), (3, N'Lubis'), (4, N'Maharani'), (5, N'Nugroho'),
    (6, N'Permana'), (7, N'Pratama'), (8, N'Rahayu'), (9, N'Santoso'), (10, N'Saputra'), (11, N'Setiawan'),
    (12, N'Siregar'), (13, N'Utami'), (14, N'Wijaya')
  ) AS b (Urutan, Nama)
  CROSS APPLY (SELECT b.Urutan * 20 + d.Urutan + 1 AS Nomor) AS n
WHERE NOT EXISTS (SELECT 1 FROM dbo.Karyawan AS ada WHERE ada.Nomor = n.Nomor);
GO
-- 0 ... 2147483646. Squaring twice makes neighbours differ; every product stays below 2^63.
DROP FUNCTION IF EXISTS dbo.fnAcak;
GO
CREATE FUNCTION dbo.fnAcak (@nomor int, @hari int, @keperluan int)
RETURNS int
AS
BEGIN
  DECLARE @x bigint = CAST(@nomor AS bigint) * 7919
    + CAST(@hari AS bigint) * 104729
    + CAST(@keperluan AS bigint) * 1299709;
  SET @x = @x % 2147483647;
  SET @x = (@x * @x + 40692) % 2147483647;
  SET @x = (@x * @x + 69621) % 2147483647;
  RETURN CAST(@x AS int);
END;
GO
IF OBJECT_ID(N'dbo.spIsiSampelAbsensi', N'P') IS NULL
EXEC (N'CREATE PROCEDURE dbo.spIsiSampelAbsensi AS RETURN 0');
GO
-- Creates leave and punches for the days that have none yet.
ALTER PROCEDURE dbo.spIsiSampelAbsensi @dari date, @sampai date
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @tanggal date = @dari;
  WHILE @tanggal <= @sampai
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM dbo.SampelTerisi WHERE Tanggal = @tanggal)
    BEGIN
      DECLARE @hari int = DATEDIFF(day, '20000103', @tanggal);
      DECLARE @libur int = CASE
        WHEN @hari % 7 = 6 OR EXISTS (SELECT 1 FROM dbo.Libur WHERE Tanggal = @tanggal) THEN 1
        ELSE 0
      END;
      BEGIN TRANSACTION;
      INSERT INTO dbo.SampelTerisi (Tanggal) VALUES (@tanggal);

      INSERT INTO dbo.Cuti (Nik, Tanggal)
      SELECT k.Nik, @tanggal
      FROM dbo.Karyawan AS k
      WHERE @libur = 0 AND dbo.fnAcak(k.Nomor, @hari, 1) % 1000 < 15;

      -- A punch arrives at once: 7 hours before its time in Jakarta, by UTC.
      INSERT INTO dbo.Absensi (Nik, Waktu, Diterima)
      SELECT
        k.Nik,
        DATEADD(second, ketukan.Detik, CAST(@tanggal AS datetime2(0))),
        DATEADD(second, ketukan.Detik - 25200, CAST(@tanggal AS datetime2(0)))
      FROM dbo.Karyawan AS k
      INNER JOIN dbo.Shift AS s ON s.Kode = dbo.fnShift(k.Kelompok, @hari)
      CROSS APPLY (
        SELECT
          dbo.fnAcak(k.Nomor, @hari, 4) % 100 AS JenisMasuk,
          dbo.fnAcak(k.Nomor, @hari, 5) % 75 AS MenitAcakMasuk,
          dbo.fnAcak(k.Nomor, @hari, 6) % 100 AS JenisPulang,
          dbo.fnAcak(k.Nomor, @hari, 7) % 180 AS MenitAcakPulang,
          dbo.fnAcak(k.Nomor, @hari, 8) % 1000 AS Hilang,
          dbo.fnAcak(k.Nomor, @hari, 9) % 100 AS Ganda
      ) AS acak
      CROSS APPLY (
        SELECT
          (s.MenitMasuk + CASE
            WHEN acak.JenisMasuk < 82 THEN -(acak.MenitAcakMasuk % 26)
            WHEN acak.JenisMasuk < 96 THEN 1 + (acak.MenitAcakMasuk % 45)
            ELSE 46 + acak.MenitAcakMasuk
          END) * 60 + dbo.fnAcak(k.Nomor, @hari, 10) % 60 AS DetikMasuk,
          (s.MenitPulang + CASE
            WHEN acak.JenisPulang < 75 THEN acak.MenitAcakPulang % 20
            WHEN acak.JenisPulang < 92 THEN 30 + acak.MenitAcakPulang
            ELSE -5 - (acak.MenitAcakPulang % 90)
          END) * 60 + dbo.fnAcak(k.Nomor, @hari, 11) % 60 AS DetikPulang
      ) AS waktu
      CROSS APPLY (
        SELECT waktu.DetikMasuk AS Detik WHERE acak.Hilang >= 15
        UNION ALL
        SELECT waktu.DetikMasuk + 90 WHERE acak.Hilang >= 15 AND acak.Ganda < 6
        UNION ALL
        SELECT waktu.DetikPulang WHERE acak.Hilang < 15 OR acak.Hilang >= 40
        UNION ALL
        SELECT waktu.DetikPulang + 45
        WHERE (acak.Hilang < 15 OR acak.Hilang >= 40) AND acak.Ganda >= 6 AND acak.Ganda < 10
      ) AS ketukan
      WHERE (
          @libur = 0
          AND dbo.fnAcak(k.Nomor, @hari, 1) % 1000 >= 15
          AND dbo.fnAcak(k.Nomor, @hari, 2) % 1000 >= 12
        )
        OR (
          @libur = 1
          AND dbo.fnAcak(k.Nomor, @hari, 3) % 100 < 4
          -- A rotating employee's Sunday night shift would reach into Monday's window.
          AND NOT (@hari % 7 = 6 AND LEFT(k.Kelompok, 6) = N'ROTASI')
        );
      COMMIT TRANSACTION;
    END;
    SET @tanggal = DATEADD(day, 1, @tanggal);
  END;
  RETURN 0;
END;
GO
IF OBJECT_ID(N'dbo.spSampelSusulan', N'P') IS NULL
EXEC (N'CREATE PROCEDURE dbo.spSampelSusulan AS RETURN 0');
GO
-- Uploads late punches: whoever was absent on a working day without leave was there after all, as if the machine of
-- their branch had been offline. local/sql-server/attendance/late-punches.ts does the same.
ALTER PROCEDURE dbo.spSampelSusulan @tanggal date
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.spIsiSampelAbsensi @tanggal, @tanggal;
  DECLARE @hari int = DATEDIFF(day, '20000103', @tanggal);
  IF @hari % 7 = 6 OR EXISTS (SELECT 1 FROM dbo.Libur WHERE Tanggal = @tanggal) RETURN 0;
  SET NOCOUNT OFF;
  INSERT INTO dbo.Absensi (Nik, Waktu, Diterima)
  SELECT k.Nik, DATEADD(minute, ketukan.Menit, CAST(@tanggal AS datetime2(0))), SYSUTCDATETIME()
  FROM dbo.Karyawan AS k
  INNER JOIN dbo.Shift AS s ON s.Kode = dbo.fnShift(k.Kelompok, @hari)
  INNER JOIN dbo.Shift AS besok ON besok.Kode = dbo.fnShift(k.Kelompok, @hari + 1)
  CROSS APPLY (VALUES (s.MenitMasuk - 5), (s.MenitPulang + 5)) AS ketukan (Menit)
  WHERE NOT EXISTS (SELECT 1 FROM dbo.Cuti AS c WHERE c.Nik = k.Nik AND c.Tanggal = @tanggal)
    AND NOT EXISTS (
      SELECT 1
      FROM dbo.Absensi AS a
      WHERE a.Nik = k.Nik
        AND a.Waktu >= DATEADD(minute, s.MenitMasuk - 240, CAST(@tanggal AS datetime2(0)))
        AND a.Waktu < DATEADD(minute, 1440 + besok.MenitMasuk - 240, CAST(@tanggal AS datetime2(0)))
    );
  RETURN 0;
END;
GO
