import * as javascript from 'projen/lib/javascript';

/** An estate is an npm project that is never built, tested or published: it only runs `.projenrc.ts`. */
export function removePackageTasks(project: javascript.NodeProject): void {
  for (const task of TASKS_OF_PACKAGES) project.removeTask(task);
  project.package.addField('private', true);
  project.package.addField('publishConfig', undefined);
}

/** What projen gives to npm packages; each is removed before those that it is made of. */
const TASKS_OF_PACKAGES = ['build', 'pre-compile', 'compile', 'post-compile', 'test', 'package', 'clobber'];

/** What keeps `.projenrc.ts` current; an ejected repository has none. */
const TASKS_OF_PROJENRC = ['upgrade', 'post-upgrade'];

/** Takes out what an ejected repository has no `.projenrc.ts` for. */
export function leaveProjenrc(project: javascript.NodeProject): void {
  for (const task of TASKS_OF_PROJENRC) project.removeTask(task);
  for (const { name, type } of project.deps.all) project.deps.removeDependency(name, type);
}
