/** Bahasa Indonesia: ringkasan angka. */
import type { Words } from '../english.ts';

export const figures: Words['figures'] = {
  title: 'Ringkasan',
  complete: 'Lengkap sampai',
  rate: 'Tingkat keberhasilan',
  target: (target) => `target ${target}`,
  onTarget: 'tercapai',
  belowTarget: 'tidak tercapai',
  lastResult: 'Hasil terakhir',
  lastExecution: 'Eksekusi terakhir',
  usualDuration: 'Durasi biasanya',
  lastDuration: (duration) => `terakhir: ${duration}`,
  executions: (count) => `Total ${count} eksekusi`,
  success: (count) => `${count} berhasil`,
  failure: (count) => `${count} gagal`,
};
