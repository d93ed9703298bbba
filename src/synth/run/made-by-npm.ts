import type { Project } from 'projen/lib/project';

/** Whether a `package.json` holds no more than what npm writes there when it installs what the estate needs anyway. */
export function isMadeByNpm(project: Project, packageJson: string): boolean {
  try {
    const { devDependencies = {}, ...others } = JSON.parse(packageJson) as { devDependencies?: object };
    const names = new Set([...PACKAGES_OF_PROJEN_NEW, ...project.deps.all.map(({ name }) => name)]);
    return Object.keys(others).length === 0 && Object.keys(devDependencies).every((name) => names.has(name));
  } catch {
    return false;
  }
}

/** What `projen new` installs before it asks the estate, under the name that it has everywhere. */
const PACKAGES_OF_PROJEN_NEW = ['projen', 'constructs', 'feiyue-projen'];
