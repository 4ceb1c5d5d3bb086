/**
 * Whether node_modules holds what package-lock.json asks for, on this machine: whoever ran "npm ci" by hand need not
 * install everything again. Plain JavaScript, because it runs before the project's own Node 24 is there.
 *
 * @typedef {{ readonly version?: string, readonly integrity?: string, readonly optional?: boolean,
 *   readonly os?: readonly string[], readonly cpu?: readonly string[], readonly libc?: readonly string[] }} Package
 * @typedef {{ readonly packages?: Readonly<Record<string, Package>> }} Lock
 * @typedef {{ readonly platform: string, readonly arch: string, readonly libc: string }} Machine
 */

/** @returns {Machine} */
export const thisMachine = () => ({
  platform: process.platform,
  arch: process.arch,
  libc: 'glibcVersionRuntime' in process.report.getReport().header ? 'glibc' : 'musl',
});

/**
 * `installed` is node_modules/.package-lock.json, in which npm writes at the end of an installation what it has
 * installed.
 *
 * @param {Lock} wanted
 * @param {Lock} installed
 * @param {Machine} machine
 */
export function isInstalled({ packages: wanted = {} }, { packages: installed = {} }, machine) {
  return Object.entries(wanted).every(([path, each]) => {
    const found = installed[path];
    if (path === '') return true;
    if (found === undefined) return each.optional === true && !isMadeFor(each, machine);
    return found.version === each.version && found.integrity === each.integrity;
  });
}

/**
 * An optional package for exactly this machine contains native code that something else needs. Other optional packages
 * may fail to install.
 *
 * @param {Package} each
 * @param {Machine} machine
 */
const isMadeFor = ({ os = [], cpu = [], libc }, machine) =>
  os.includes(machine.platform) &&
  cpu.includes(machine.arch) &&
  (libc === undefined || libc.includes(machine.libc));
