/**
 * Indonesian public holidays: for 2026 as decreed; for 2027 the lunar holidays are computed and may be a day off,
 * good enough for a sample. local/sql/02-sample.sql has the same list.
 */
export interface Holiday {
  readonly date: string;
  readonly name: string;
}

export const holidays: readonly Holiday[] = [
  { date: '2026-01-01', name: 'Tahun Baru 2026' },
  { date: '2026-01-16', name: 'Isra Mikraj' },
  { date: '2026-02-17', name: 'Tahun Baru Imlek 2577' },
  { date: '2026-03-19', name: 'Hari Suci Nyepi' },
  { date: '2026-03-21', name: 'Idul Fitri 1447 H' },
  { date: '2026-03-22', name: 'Idul Fitri 1447 H' },
  { date: '2026-04-03', name: 'Wafat Yesus Kristus' },
  { date: '2026-04-05', name: 'Paskah' },
  { date: '2026-05-01', name: 'Hari Buruh' },
  { date: '2026-05-14', name: 'Kenaikan Yesus Kristus' },
  { date: '2026-05-27', name: 'Idul Adha 1447 H' },
  { date: '2026-05-31', name: 'Hari Raya Waisak' },
  { date: '2026-06-01', name: 'Hari Lahir Pancasila' },
  { date: '2026-06-16', name: 'Tahun Baru Islam 1448 H' },
  { date: '2026-08-17', name: 'Hari Kemerdekaan' },
  { date: '2026-08-25', name: 'Maulid Nabi' },
  { date: '2026-12-25', name: 'Hari Natal' },
  { date: '2027-01-01', name: 'Tahun Baru 2027' },
  { date: '2027-01-05', name: 'Isra Mikraj' },
  { date: '2027-02-06', name: 'Tahun Baru Imlek 2578' },
  { date: '2027-03-08', name: 'Hari Suci Nyepi' },
  { date: '2027-03-10', name: 'Idul Fitri 1448 H' },
  { date: '2027-03-11', name: 'Idul Fitri 1448 H' },
  { date: '2027-03-26', name: 'Wafat Yesus Kristus' },
  { date: '2027-03-28', name: 'Paskah' },
  { date: '2027-05-01', name: 'Hari Buruh' },
  { date: '2027-05-06', name: 'Kenaikan Yesus Kristus' },
  { date: '2027-05-17', name: 'Idul Adha 1448 H' },
  { date: '2027-05-20', name: 'Hari Raya Waisak' },
  { date: '2027-06-01', name: 'Hari Lahir Pancasila' },
  { date: '2027-06-06', name: 'Tahun Baru Islam 1449 H' },
  { date: '2027-08-15', name: 'Maulid Nabi' },
  { date: '2027-08-17', name: 'Hari Kemerdekaan' },
  { date: '2027-12-25', name: 'Hari Natal' },
];
