import type { RootModule } from './root-module';
import type { ModuleCall } from './root-module-call';

/**
 * Names under which a root module offers the outputs of the modules it calls, by `<call id>.<output>`.
 *
 * A name is `<call id>_<output>`, without saying the id twice (`vpc` + `vpc_id` is `vpc_id`). They depend on the module's
 * interface only, never on who uses them, so that a new reader does not change the producer.
 */
export function callOutputNames(rootModule: RootModule): ReadonlyMap<string, string> {
  const calls = rootModule._calls.length;
  let known = KNOWN.get(rootModule);
  if (known?.calls !== calls) {
    known = { calls, names: namesOf(rootModule) };
    KNOWN.set(rootModule, known);
  }
  return known.names;
}

/** The call whose output a root module offers under a name; undefined: that is another output, or none. */
export function callOffering(rootModule: RootModule, name: string): ModuleCall | undefined {
  const [key] = [...callOutputNames(rootModule)].find(([, offered]) => offered === name) ?? [];
  return key === undefined ? undefined : rootModule._calls.find(({ callId }) => key.startsWith(`${callId}.`));
}

/** Asked for with every reference. Calls are only ever added, and the interface of a call never changes. */
const KNOWN = new WeakMap<RootModule, { readonly calls: number; readonly names: ReadonlyMap<string, string> }>();

function namesOf(rootModule: RootModule): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const call of rootModule._calls) {
    const id = call.callId.replace(/-/g, '_');
    const outputs = [...(call._interface?.outputs.keys() ?? [])];
    const short = outputs.map((output) => (output.startsWith(`${id}_`) ? output : `${id}_${output}`));
    const isAmbiguous = new Set(short).size < short.length;
    outputs.forEach((output, i) => names.set(`${call.callId}.${output}`, isAmbiguous ? `${id}_${output}` : short[i]));
  }
  return names;
}
