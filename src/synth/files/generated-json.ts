import { GeneratedYaml } from './generated-yaml';

/** A JSON file of ours, which has no header since JSON has no comments; otherwise like one of YAML, of which JSON is a part. */
export class GeneratedJson extends GeneratedYaml {
  protected textOf(data: object): string {
    return `${JSON.stringify(data, undefined, 2)}\n`;
  }

  protected withOwnHeader(text: string): string {
    return text;
  }
}
