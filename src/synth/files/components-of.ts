import { IConstruct } from 'constructs';
import { Component } from 'projen/lib/component';
import { Project } from 'projen/lib/project';

/**
 * All components of a project, in the order of the tree, without those of its subprojects. projen compares the paths of
 * two projects for each component, and puts each path together anew.
 */
export function componentsOf(project: Project): Component[] {
  const components: Component[] = [];
  const visit = (construct: IConstruct) => {
    for (const child of construct.node.children) {
      if (Project.isProject(child)) continue;
      if (Component.isComponent(child)) components.push(child);
      visit(child);
    }
  };
  visit(project);
  return components;
}
