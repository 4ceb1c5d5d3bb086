/** Bahasa Indonesia: ringkasan angka. */
import type { Words } from '../english.ts';

export const figures: Words['figures'] = {
  title: 'Ringkasan',
  executions: 'Total eksekusi',
  success: 'Berhasil',
  failure: 'Gagal',
  lastDuration: 'Durasi terakhir',
  minutes: 'menit',
  lastExecution: 'Eksekusi terakhir',
  lastStatus: 'Status terakhir',
  status: { success: 'Berhasil', failed: 'Gagal', error: 'Kesalahan' },
  rate: 'Tingkat keberhasilan',
  target: (target) => `target ${target}`,
  onTarget: 'tercapai',
  belowTarget: 'tidak tercapai',
};
