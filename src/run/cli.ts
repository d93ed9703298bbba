#!/usr/bin/env node
import * as path from 'path';
import { runProjenrc } from './run-projenrc';
import { GraphJson, rootModulesOf } from '../ci/graph-json';
import { lockProviders } from '../terraform/lock/provider-lock';
import { print, printError } from '../text/print';
import { readInput } from '../worktree/input-file';

const USAGE = `usage: feiyue-projen run | preview | check | why <file>[:<line>] | adopt <path>…
       feiyue-projen terraform-lock <graph file> [argument of \`terraform providers lock\`…]`;

/** Commands behind the tasks of an estate. Unlike a task of projen, they keep the exit status. */
function main([command, ...args]: string[]): number {
  switch (command) {
    // Without a task of projen, whose list may be damaged.
    case 'run': return runProjenrc(process.cwd(), args);
    case 'preview':
    case 'check':
    case 'why':
    case 'adopt':
      return runProjenrc(process.cwd(), [command, ...args]);
    case 'terraform-lock':
      lockTerraform(args);
      return 0;
    default:
      throw new Error(USAGE);
  }
}

/** Runs a program that synthesis must not run, with what the committed graph says. */
function lockTerraform([graphFile, ...args]: string[]): void {
  if (graphFile === undefined) throw new Error(USAGE);
  const graph = JSON.parse(readInput(path.resolve(graphFile))) as GraphJson;
  lockProviders(process.cwd(), [...graph.bootstrap, ...rootModulesOf(graph)], args, (line) => print(`${line}\n`));
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  printError(`feiyue-projen: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
