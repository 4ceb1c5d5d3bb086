/** Whether this process can do its work: its settings are valid if it got here, and the table must answer. */
import type { HealthView } from '../../api/schemas/answers.ts';
import type { World } from '../../ports.ts';

export async function checkHealth({ store, instance }: World): Promise<HealthView> {
  await store.read();
  return { status: 'ok', version: instance.version };
}
