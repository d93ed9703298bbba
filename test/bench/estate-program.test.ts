import * as fs from 'fs';
import * as path from 'path';
import { estateProgram } from './estate-program';
import { shapeOf } from './estate-shape';
import * as product from '../../src';
import { temporaryDirectory, withoutPostSynthesis } from '../synth/test-project';

withoutPostSynthesis();

test('the program of an estate declares what its shape says, and runs', () => {
  const outdir = temporaryDirectory();
  runProgram(estateProgram({ environments: 2, rootModules: 5, services: 3 }, { portOfFirstService: 8081 }), outdir);

  const root = path.join(outdir, 'terraform/env1');
  expect(fs.readdirSync(root).sort()).toEqual(['cache3', 'database1', 'database4', 'network', 'storage2']);
  expect(fs.readdirSync(path.join(outdir, 'k8s/base')).sort()).toEqual(['service0', 'service1', 'service2']);
  expect(fs.readFileSync(path.join(outdir, 'k8s/base/service0/deployment.yaml'), 'utf-8')).toContain('containerPort: 8081');
  expect(fs.readFileSync(path.join(outdir, 'k8s/base/service1/deployment.yaml'), 'utf-8')).toContain('containerPort: 8080');
});

test('every size has one statement per environment, root module and service', () => {
  const program = estateProgram(shapeOf(10_000));
  expect(program.match(/addEnvironment/g)).toHaveLength(27);
  expect(program.match(/addRootModule/g)).toHaveLength(54);
  expect(program.match(/addService/g)).toHaveLength(112);
});

/** The program has no type annotation, so that it is JavaScript but for its import. */
function runProgram(program: string, outdir: string): void {
  const body = program.replace(/^import (.*) from .*$/m, 'const $1 = product;').replace('new FeiyueProject({', 'new FeiyueProject({ outdir, logging: { level: 0 },');
  new Function('product', 'outdir', body)(product, outdir);
}
