import * as fs from 'fs';
import * as path from 'path';
import { estateProgram } from './estate-program';
import { shapeOf } from './estate-shape';
import { runProgram } from './run-program';
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
  const shape = shapeOf(10_000);
  const program = estateProgram(shape);
  expect(program.match(/addEnvironment/g)).toHaveLength(shape.environments);
  expect(program.match(/addRootModule/g)).toHaveLength(shape.rootModules);
  expect(program.match(/addService/g)).toHaveLength(shape.services);
});
