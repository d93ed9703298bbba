import type { RootModule } from './root-module';
import type { ModuleCall } from './root-module-call';

/** An output of a called module. */
export interface CallOutput {
  readonly call: ModuleCall;
  /** Its name in the module. */
  readonly output: string;
}

/** What a root module offers of the modules it calls. */
interface CallOutputs {
  /** How many calls it made when this was found out. */
  readonly calls: number;
  readonly names: ReadonlyMap<string, string>;
  readonly offered: ReadonlyMap<string, CallOutput>;
}

/**
 * Names under which a root module offers the outputs of the modules it calls, by `<call id>.<output>`.
 *
 * A name is `<call id>_<output>`, without saying the id twice (`vpc` + `vpc_id` is `vpc_id`). They depend on the module's
 * interface only, never on who uses them, so that a new reader does not change the producer.
 */
export function callOutputNames(rootModule: RootModule): ReadonlyMap<string, string> {
  return outputsOf(rootModule).names;
}

/** The output that a root module offers under a name; undefined: that is one of its own, or none. */
export function offeredCallOutput(rootModule: RootModule, name: string): CallOutput | undefined {
  return outputsOf(rootModule).offered.get(name);
}

/** Asked for with every reference. Calls are only ever added, and the interface of a call never changes. */
const KNOWN = new WeakMap<RootModule, CallOutputs>();

function outputsOf(rootModule: RootModule): CallOutputs {
  let known = KNOWN.get(rootModule);
  if (known?.calls !== rootModule._calls.length) {
    known = findOutputs(rootModule);
    KNOWN.set(rootModule, known);
  }
  return known;
}

function findOutputs(rootModule: RootModule): CallOutputs {
  const names = new Map<string, string>();
  const offered = new Map<string, CallOutput>();
  for (const call of rootModule._calls) {
    const id = call.callId.replace(/-/g, '_');
    const outputs = [...(call._interface?.outputs.keys() ?? [])];
    const short = outputs.map((output) => (output.startsWith(`${id}_`) ? output : `${id}_${output}`));
    const isAmbiguous = new Set(short).size < short.length;
    outputs.forEach((output, i) => {
      const name = isAmbiguous ? `${id}_${output}` : short[i];
      names.set(`${call.callId}.${output}`, name);
      // That two calls offer one name is a problem elsewhere.
      if (!offered.has(name)) offered.set(name, { call, output });
    });
  }
  return { calls: rootModule._calls.length, names, offered };
}
