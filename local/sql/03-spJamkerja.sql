-- dbo.spJamkerja: computes every employee's working hours for each day of the range, as
-- local/sql-server/attendance/calculate-day.ts does. Writes the results in one transaction at the very end,
-- so that a cancelled or failed run leaves the table unchanged.

IF OBJECT_ID(N'dbo.spJamkerja', N'P') IS NULL
EXEC (N'CREATE PROCEDURE dbo.spJamkerja AS RETURN 0');
GO
ALTER PROCEDURE dbo.spJamkerja @awal date, @akhir date
AS
BEGIN
  SET NOCOUNT ON;
  -- Without this, a cancel from the client would leave the transaction open.
  SET XACT_ABORT ON;

  DECLARE @pesan nvarchar(2000);
  IF @awal IS NULL OR @akhir IS NULL
  BEGIN
    THROW 50001, N'spJamkerja: @awal and @akhir must both be given.', 1;
  END;
  IF @awal > @akhir
  BEGIN
    SET @pesan = CONCAT(N'spJamkerja: @awal ', @awal, N' is later than @akhir ', @akhir, N'.');
    THROW 50002, @pesan, 1;
  END;
  IF @awal < '20000103' OR @akhir > '20991231' OR DATEDIFF(day, @awal, @akhir) >= 366
  BEGIN
    SET @pesan = CONCAT(N'spJamkerja: range ', @awal, N' to ', @akhir,
      N' refused, at most 366 days between 2000-01-03 and 2099-12-31 are possible.');
    THROW 50003, @pesan, 1;
  END;

  -- Only if 02-sample.sql was run.
  IF OBJECT_ID(N'dbo.spIsiSampelAbsensi', N'P') IS NOT NULL
    EXEC dbo.spIsiSampelAbsensi @awal, @akhir;

  DECLARE @hari TABLE (Tanggal date NOT NULL PRIMARY KEY, Hari int NOT NULL, Libur int NOT NULL);
  DECLARE @tanggal date = @awal;
  WHILE @tanggal <= @akhir
  BEGIN
    INSERT INTO @hari (Tanggal, Hari, Libur)
    SELECT @tanggal, DATEDIFF(day, '20000103', @tanggal), CASE
      WHEN DATEDIFF(day, '20000103', @tanggal) % 7 = 6 THEN 1
      WHEN EXISTS (SELECT 1 FROM dbo.Libur WHERE Tanggal = @tanggal) THEN 1
      ELSE 0
    END;
    SET @tanggal = DATEADD(day, 1, @tanggal);
  END;

  DECLARE @urut TABLE (Urutan int NOT NULL PRIMARY KEY, Nik nvarchar(10) NOT NULL, Kelompok nvarchar(10) NOT NULL);
  INSERT INTO @urut (Urutan, Nik, Kelompok)
  SELECT ROW_NUMBER() OVER (ORDER BY Nomor), Nik, Kelompok FROM dbo.Karyawan;

  CREATE TABLE #hasil (
    Nik nvarchar(10) NOT NULL,
    Tanggal date NOT NULL,
    Masuk datetime2(0) NULL,
    Pulang datetime2(0) NULL,
    MenitKerja int NOT NULL,
    MenitTerlambat int NOT NULL,
    MenitLembur int NOT NULL,
    Status nvarchar(20) NOT NULL
  );

  DECLARE @jumlah int = (SELECT COUNT(*) FROM @urut);
  DECLARE @langkah int = (@jumlah + 9) / 10;
  DECLARE @selesai int = 0;
  WHILE @selesai < @jumlah
  BEGIN
    INSERT INTO #hasil (Nik, Tanggal, Masuk, Pulang, MenitKerja, MenitTerlambat, MenitLembur, Status)
    SELECT
      u.Nik,
      t.Tanggal,
      CASE WHEN punya.Masuk = 1 THEN ketukan.Pertama END,
      CASE WHEN punya.Pulang = 1 THEN ketukan.Terakhir END,
      hitung.MenitKerja,
      hitung.MenitTerlambat,
      CASE
        WHEN punya.Jumlah < 2 THEN 0
        WHEN t.Libur = 1 THEN hitung.MenitKerja
        WHEN menit.Sampai - s.MenitPulang >= 30 THEN menit.Sampai - s.MenitPulang
        ELSE 0
      END,
      CASE
        WHEN punya.Jumlah = 0 AND t.Libur = 1 THEN N'LIBUR'
        WHEN punya.Jumlah = 0 AND EXISTS (
          SELECT 1 FROM dbo.Cuti AS c WHERE c.Nik = u.Nik AND c.Tanggal = t.Tanggal
        ) THEN N'CUTI'
        WHEN punya.Jumlah = 0 THEN N'ALPA'
        WHEN punya.Jumlah = 1 THEN N'TIDAK_LENGKAP'
        WHEN t.Libur = 1 THEN N'LEMBUR_LIBUR'
        WHEN hitung.MenitTerlambat > 0 THEN N'TERLAMBAT'
        ELSE N'HADIR'
      END
    FROM @urut AS u
    CROSS JOIN @hari AS t
    INNER JOIN dbo.Shift AS s ON s.Kode = dbo.fnShift(u.Kelompok, t.Hari)
    INNER JOIN dbo.Shift AS besok ON besok.Kode = dbo.fnShift(u.Kelompok, t.Hari + 1)
    -- A punch belongs to the day from 4 hours before its shift until 4 hours before the next day's shift.
    CROSS APPLY (
      SELECT MIN(a.Waktu) AS Pertama, MAX(a.Waktu) AS Terakhir
      FROM dbo.Absensi AS a
      WHERE a.Nik = u.Nik
        AND a.Waktu >= DATEADD(minute, s.MenitMasuk - 240, CAST(t.Tanggal AS datetime2(0)))
        AND a.Waktu < DATEADD(minute, 1440 + besok.MenitMasuk - 240, CAST(t.Tanggal AS datetime2(0)))
    ) AS ketukan
    CROSS APPLY (
      SELECT
        DATEDIFF(minute, CAST(t.Tanggal AS datetime2(0)), ketukan.Pertama) AS Dari,
        DATEDIFF(minute, CAST(t.Tanggal AS datetime2(0)), ketukan.Terakhir) AS Sampai
    ) AS menit
    -- Punches less than 15 minutes apart count as one; a lone punch counts as the arrival or the departure,
    -- whichever is nearer.
    CROSS APPLY (
      SELECT CASE
        WHEN ketukan.Pertama IS NULL THEN 0
        WHEN menit.Sampai - menit.Dari < 15 THEN 1
        ELSE 2
      END AS Jumlah
    ) AS ada
    CROSS APPLY (
      SELECT
        ada.Jumlah AS Jumlah,
        CASE
          WHEN ada.Jumlah = 2 THEN 1
          WHEN ada.Jumlah = 1 AND ABS(menit.Dari - s.MenitMasuk) <= ABS(menit.Dari - s.MenitPulang) THEN 1
          ELSE 0
        END AS Masuk,
        CASE
          WHEN ada.Jumlah = 2 THEN 1
          WHEN ada.Jumlah = 1 AND ABS(menit.Dari - s.MenitMasuk) > ABS(menit.Dari - s.MenitPulang) THEN 1
          ELSE 0
        END AS Pulang
    ) AS punya
    -- On a working day, time before the shift does not count.
    CROSS APPLY (
      SELECT menit.Sampai - CASE
        WHEN t.Libur = 1 OR menit.Dari > s.MenitMasuk THEN menit.Dari
        ELSE s.MenitMasuk
      END AS Menit
    ) AS hadir
    CROSS APPLY (
      SELECT hadir.Menit - CASE WHEN hadir.Menit > 300 THEN s.MenitIstirahat ELSE 0 END AS Menit
    ) AS bersih
    CROSS APPLY (
      SELECT
        CASE WHEN punya.Jumlah = 2 AND bersih.Menit > 0 THEN bersih.Menit ELSE 0 END AS MenitKerja,
        CASE
          WHEN punya.Masuk = 1 AND t.Libur = 0 AND menit.Dari - s.MenitMasuk > 5
          THEN menit.Dari - s.MenitMasuk
          ELSE 0
        END AS MenitTerlambat
    ) AS hitung
    WHERE u.Urutan > @selesai AND u.Urutan <= @selesai + @langkah;

    SET @selesai = CASE WHEN @selesai + @langkah < @jumlah THEN @selesai + @langkah ELSE @jumlah END;
    SET @pesan = CONCAT(N'spJamkerja: ', @selesai * 100 / @jumlah, N'% (', @selesai, N' of ', @jumlah, N' employees)');
    RAISERROR (N'%s', 0, 1, @pesan) WITH NOWAIT;
  END;

  BEGIN TRANSACTION;
  DELETE FROM dbo.JamKerja WHERE Tanggal BETWEEN @awal AND @akhir;
  -- The only row count that the client sees.
  SET NOCOUNT OFF;
  INSERT INTO dbo.JamKerja (Nik, Tanggal, Masuk, Pulang, MenitKerja, MenitTerlambat, MenitLembur, Status)
  SELECT Nik, Tanggal, Masuk, Pulang, MenitKerja, MenitTerlambat, MenitLembur, Status FROM #hasil;
  SET NOCOUNT ON;
  COMMIT TRANSACTION;
  RETURN 0;
END;
GO
