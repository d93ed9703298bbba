#!/usr/bin/env node
import * as fs from 'fs';
import { DependencyGraphJson } from './ci/dependency-graph';
import { lockProviders } from './terraform/provider-lock';

/** Commands behind the tasks of an estate: each gets the committed graph and runs a program that synthesis must not run. */
function main([command, graphFile, ...rest]: string[]): void {
  if (command !== 'terraform-lock' || graphFile === undefined) {
    throw new Error('usage: feiyue-projen terraform-lock <graph file> [argument of `terraform providers lock`…]');
  }
  const graph = JSON.parse(fs.readFileSync(graphFile, 'utf-8')) as DependencyGraphJson;
  const roots = [...graph.bootstrap, ...graph.environments.flatMap((environment) => environment.rootModules)];
  lockProviders(process.cwd(), roots, rest, (line) => console.log(line));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`feiyue-projen: ${(error as Error).message}`);
  process.exitCode = 1;
}
