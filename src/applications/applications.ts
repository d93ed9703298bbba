import { IConstruct } from 'constructs';
import type { Application } from './application';

/** The applications of one estate. */
export class Applications {
  /** The applications of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): Applications {
    const root = scope.node.root;
    let applications = Applications.byRoot.get(root);
    if (!applications) {
      applications = new Applications();
      Applications.byRoot.set(root, applications);
    }
    return applications;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Applications>();

  private readonly declared: Application[] = [];

  public add(application: Application): void {
    this.declared.push(application);
  }

  /** Every application, in order of declaration. */
  public all(): readonly Application[] {
    return this.declared;
  }

  /** Adds the files whose number follows from the whole estate. */
  public addFiles(): void {
    for (const application of this.declared) application._addFiles();
  }
}
