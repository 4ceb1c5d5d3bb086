-- dbo.spJamkerjaPending: the dates for which punches have arrived since an instant (UTC), and how many. The scheduler
-- asks it every few minutes (PENDING_PROCEDURE). It only reads, and must be quick: see IX_Absensi_Diterima.

IF OBJECT_ID(N'dbo.spJamkerjaPending', N'P') IS NULL
EXEC (N'CREATE PROCEDURE dbo.spJamkerjaPending AS RETURN 0');
GO
ALTER PROCEDURE dbo.spJamkerjaPending @sejak datetime2
AS
BEGIN
  SET NOCOUNT ON;
  -- The date is that of the workday to which dbo.spJamkerja counts the punch, not that of the calendar.
  SELECT hari.Tanggal AS tanggal, COUNT(*) AS jumlah
  FROM dbo.Absensi AS a
  INNER JOIN dbo.Karyawan AS k ON k.Nik = a.Nik
  CROSS APPLY (SELECT CAST(a.Waktu AS date) AS Kalender) AS saat
  INNER JOIN dbo.Shift AS s ON s.Kode = dbo.fnShift(k.Kelompok, DATEDIFF(day, '20000103', saat.Kalender))
  CROSS APPLY (
    SELECT CASE
      WHEN a.Waktu < DATEADD(minute, s.MenitMasuk - 240, CAST(saat.Kalender AS datetime2(0)))
      THEN DATEADD(day, -1, saat.Kalender)
      ELSE saat.Kalender
    END AS Tanggal
  ) AS hari
  -- The sample holds the punches of the whole day from midnight on.
  WHERE a.Diterima >= @sejak AND a.Diterima <= SYSUTCDATETIME()
  GROUP BY hari.Tanggal
  ORDER BY hari.Tanggal;
  RETURN 0;
END;
GO
