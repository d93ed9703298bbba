import { Project } from 'projen/lib/project';
import { componentsOf } from '../files/components-of';

/** The projects within a project, each before those within it, as projen synthesises them. */
export function innerProjects(project: Project): Project[] {
  return project.subprojects.flatMap((inner) => [inner, ...innerProjects(inner)]);
}

type Steps = Partial<Record<string, () => void>>;

/** Steps of a synthesis that were taken before their time: projen's own turn does nothing then. */
export class StepsTaken {
  private readonly taken: Array<{ readonly by: object; readonly step: string; readonly before: PropertyDescriptor | undefined }> = [];

  /** Lets a project, and its components, do what they do before anything is written. */
  public prepare(project: Project): void {
    this.take(project, 'preSynthesize');
    for (const component of componentsOf(project)) this.take(component, 'preSynthesize');
    // What goes is removed by the run. Where projen has no list of its own, it would delete every file that quotes its marker.
    project.addExcludeFromCleanup('**');
  }

  /** Says that a step is taken. */
  public mark(by: object, step: string): void {
    this.taken.push({ by, step, before: Object.getOwnPropertyDescriptor(by, step) });
    Object.defineProperty(by, step, { value: () => undefined, configurable: true, writable: true });
  }

  /** The next synthesis takes them anew. */
  public forget(): void {
    for (const { by, step, before } of this.taken.reverse()) {
      if (before) Object.defineProperty(by, step, before);
      else delete (by as Steps)[step];
    }
    this.taken.length = 0;
  }

  private take(by: object, step: string): void {
    (by as Steps)[step]?.();
    this.mark(by, step);
  }
}
