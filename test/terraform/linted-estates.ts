import * as fs from 'node:fs';
import * as path from 'node:path';
import { everyModule } from './library/every-module';
import type { FeiyueProject } from '../../src';
import { DefaultEstate } from '../default-estate';
import { writePicassoEstate } from '../picasso-estate';

/** The whole estates whose Terraform linters read, by what each is: they write it and return its folder. */
export const LINTED_ESTATES: Readonly<Record<string, () => string>> = {
  'the first estate of Feiyue': () => written(new DefaultEstate().project),
  'the first estate of Picasso': () => {
    const outdir = writePicassoEstate();
    // Left are prod, in both clouds: the other environments are told the same.
    for (const name of ['corp', 'pme-staging', 'pme-staging-cn', 'pme-testing']) fs.rmSync(path.join(outdir, 'infra', name), { recursive: true });
    return outdir;
  },
  'an estate that calls every module for Azure': () => written(everyModule('azure', 1)),
  'an estate that calls every module for Tencent Cloud': () => written(everyModule('tencent', 1)),
};

function written(project: FeiyueProject): string {
  project.synth();
  return project.outdir;
}
