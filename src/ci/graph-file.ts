import type { DependencyGraph } from './dependency-graph';
import { BootstrapNode, GRAPH_FILE, graphJson } from './graph-json';
import { Estate } from '../estate/estate';
import type { EstateProject } from '../synth/estate-project';
import { GeneratedText } from '../synth/files/generated-text';
import { jsonText } from '../text/json-text';

/** What the file is rendered from, as it is at synthesis. */
export interface GraphFacts {
  readonly graph: () => DependencyGraph;
  readonly bootstrap: () => readonly BootstrapNode[];
}

/** Adds the dependency graph, which scripts and commands ask what depends on what, and the task that locks what it names. */
export function addGraphFile(project: EstateProject, { graph, bootstrap }: GraphFacts): void {
  const { layout } = Estate.of(project).facts;
  if (!project.ejected) {
    project.addTask('terraform:lock', {
      description: 'Record the checksums of all providers for every platform in .terraform.lock.hcl',
      exec: `feiyue-projen terraform-lock ${GRAPH_FILE}`,
      receiveArgs: true,
    });
  }
  new GeneratedText(project, GRAPH_FILE, {
    content: () => jsonText(graphJson(graph(), layout, bootstrap())),
  });
}
