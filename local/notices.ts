/** `npm run notices`: writes every notice in both languages into docs/notices.md, to be read as their receivers do. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesPage } from './notices/notices-page.ts';
import { root } from './stack/folders.ts';

const page = noticesPage();
writeFileSync(join(root, 'docs/notices.md'), page);
console.log(page);
