/** Begins the page. */
import { render } from 'preact';
import { App } from './app.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no element with the id "app"');
const { authentication } = document.documentElement.dataset;
root.replaceChildren();
render(<App behindPlatform={authentication === 'platform'} />, root);
