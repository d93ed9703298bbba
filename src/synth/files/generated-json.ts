import { GeneratedYaml } from './generated-yaml';
import { jsonText } from '../../text/json-text';

/** A JSON file of ours, which has no header since JSON has no comments; otherwise like one of YAML, of which JSON is a part. */
export class GeneratedJson extends GeneratedYaml {
  protected textOf(data: object): string {
    return jsonText(data);
  }

  protected withOwnHeader(text: string): string {
    return text;
  }
}
