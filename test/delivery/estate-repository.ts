import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DefaultEstate } from '../default-estate';
import { SampleRepository } from './workflow-runner/sample-repository';

/** The files of an estate in a git repository. */
export class EstateRepository extends SampleRepository {
  constructor(estate = new DefaultEstate()) {
    estate.project.synth();
    super({}, estate.project.outdir);
  }

  /** The parsed YAML of a generated workflow, by the name of its file. */
  public workflow(file: string): unknown {
    return parse(readFileSync(join(this.directory, '.github/workflows', file), 'utf8'));
  }
}
