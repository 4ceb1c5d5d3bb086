/** `npm run grafana`: writes the dashboards of Grafana into infra/grafana, from local/grafana. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardFiles } from './grafana/dashboard-files.ts';
import { root } from './stack/folders.ts';

for (const [path, text] of dashboardFiles()) {
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
